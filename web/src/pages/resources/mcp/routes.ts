import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../../shell/lazy-page.js';
import { shellRoute } from '../../../shell/roots.js';
import { listSearch, tabSearch } from '../parts/list-search.js';
import { MCP_TABS } from './tabs.js';

const serversRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mcp-servers',
  validateSearch: listSearch,
  component: lazyPage(() => import('./McpServersPage.js'), 'McpServersPage'),
});

const serverRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mcp-servers/$name',
  validateSearch: tabSearch(MCP_TABS),
  component: lazyPage(() => import('./McpServerPage.js'), 'McpServerPage'),
});

export const mcpRoutes = [serversRoute, serverRoute] as const;
