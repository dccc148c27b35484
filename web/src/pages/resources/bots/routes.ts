import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../../shell/lazy-page.js';
import { shellRoute } from '../../../shell/roots.js';
import { listSearch, tabSearch } from '../parts/list-search.js';
import { BOT_TABS } from './tabs.js';

const botsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bots',
  validateSearch: listSearch,
  component: lazyPage(() => import('./BotsPage.js'), 'BotsPage'),
});

const botRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/bots/$uuid',
  validateSearch: tabSearch(BOT_TABS),
  component: lazyPage(() => import('./BotPage.js'), 'BotPage'),
});

export const botsRoutes = [botsRoute, botRoute] as const;
