import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../shell/lazy-page.js';
import { shellRoute } from '../../shell/roots.js';
import { usageSearch } from './usage-search.js';

const usageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/usage',
  validateSearch: usageSearch,
  component: lazyPage(() => import('./UsagePage.js'), 'UsagePage'),
});

export const usageRoutes = [usageRoute] as const;
