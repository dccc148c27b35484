import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../../shell/lazy-page.js';
import { shellRoute } from '../../../shell/roots.js';
import { listSearch, tabSearch } from '../parts/list-search.js';
import { PIPELINE_TABS } from './tabs.js';

const pipelinesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/pipelines',
  validateSearch: listSearch,
  component: lazyPage(() => import('./PipelinesPage.js'), 'PipelinesPage'),
});

const pipelineRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/pipelines/$uuid',
  validateSearch: tabSearch(PIPELINE_TABS),
  component: lazyPage(() => import('./PipelinePage.js'), 'PipelinePage'),
});

export const pipelinesRoutes = [pipelinesRoute, pipelineRoute] as const;
