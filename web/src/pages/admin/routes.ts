import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../shell/lazy-page.js';
import { shellRoute } from '../../shell/roots.js';
import { auditSearch } from './audit/audit-search.js';
import { tenantsSearch } from './tenants/tenants-search.js';
import { usersSearch } from './users/users-search.js';

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/users',
  validateSearch: usersSearch,
  component: lazyPage(() => import('./users/UsersPage.js'), 'UsersPage'),
});

const tenantsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/tenants',
  validateSearch: tenantsSearch,
  component: lazyPage(() => import('./tenants/TenantsPage.js'), 'TenantsPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyPage(() => import('./audit/AuditPage.js'), 'AuditPage'),
});

export const adminRoutes = [usersRoute, tenantsRoute, auditRoute] as const;
