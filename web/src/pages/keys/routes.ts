import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../shell/roots.js';
import { keysSearch } from './keys-search.js';

const keysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keys',
  validateSearch: keysSearch,
  component: lazyRouteComponent(() => import('./KeysPage.js'), 'KeysPage'),
});

export const keysRoutes = [keysRoute] as const;
