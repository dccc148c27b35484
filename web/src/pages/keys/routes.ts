import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../shell/lazy-page.js';
import { shellRoute } from '../../shell/roots.js';
import { keysSearch } from './keys-search.js';

const keysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keys',
  validateSearch: keysSearch,
  component: lazyPage(() => import('./KeysPage.js'), 'KeysPage'),
});

export const keysRoutes = [keysRoute] as const;
