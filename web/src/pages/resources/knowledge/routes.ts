import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../../shell/lazy-page.js';
import { shellRoute } from '../../../shell/roots.js';
import { listSearch, tabSearch } from '../parts/list-search.js';
import { BASE_TABS } from './tabs.js';

const basesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/knowledge',
  validateSearch: listSearch,
  component: lazyPage(() => import('./KnowledgePage.js'), 'KnowledgePage'),
});

const baseRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/knowledge/$uuid',
  validateSearch: tabSearch(BASE_TABS),
  component: lazyPage(() => import('./BasePage.js'), 'BasePage'),
});

export const knowledgeRoutes = [basesRoute, baseRoute] as const;
