import { botsRoutes } from './bots/routes.js';
import { knowledgeRoutes } from './knowledge/routes.js';
import { mcpRoutes } from './mcp/routes.js';
import { pipelinesRoutes } from './pipelines/routes.js';

export const resourcesRoutes = [...pipelinesRoutes, ...botsRoutes, ...knowledgeRoutes, ...mcpRoutes] as const;
