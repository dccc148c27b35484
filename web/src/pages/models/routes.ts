import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../shell/lazy-page.js';
import { shellRoute } from '../../shell/roots.js';
import { aliasesSearch, defaultsSearch, providerSearch, providersSearch } from './models-search.js';

const providersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers',
  validateSearch: providersSearch,
  component: lazyPage(() => import('./providers/ProvidersPage.js'), 'ProvidersPage'),
});

const connectRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/connect/$factory',
  component: lazyPage(() => import('./connect/ConnectPage.js'), 'ConnectPage'),
});

const providerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/$id',
  validateSearch: providerSearch,
  component: lazyPage(() => import('./provider/ProviderPage.js'), 'ProviderPage'),
});

const defaultsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/defaults',
  validateSearch: defaultsSearch,
  component: lazyPage(() => import('./defaults/DefaultsPage.js'), 'DefaultsPage'),
});

const aliasesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/aliases',
  validateSearch: aliasesSearch,
  component: lazyPage(() => import('./aliases/AliasesPage.js'), 'AliasesPage'),
});

export const modelsRoutes = [providersRoute, connectRoute, providerRoute, defaultsRoute, aliasesRoute] as const;
