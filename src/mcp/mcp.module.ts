import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { McpResources } from './mcp-resources.js';
import { McpServersController } from './mcp-servers.controller.js';
import { McpServersRepository } from './mcp-servers.repository.js';
import { McpServersService } from './mcp-servers.service.js';
import { McpToolsController } from './mcp-tools.controller.js';
import { McpTools } from './mcp-tools.js';
import { McpTrials } from './mcp-trials.js';
import { McpVault } from './mcp-vault.js';
import { SessionTools } from './session-tools.js';
import { McpConnector } from './sessions/mcp-connector.js';
import { McpLimits } from './sessions/mcp-limits.js';
import { McpSessions } from './sessions/mcp-sessions.js';

/** MCP servers: their records, this process's sessions with them, and their tools for pipelines. */
@Module({
  imports: [ProvidersModule, TasksModule],
  controllers: [McpServersController, McpToolsController],
  providers: [
    McpServersService,
    McpServersRepository,
    McpVault,
    McpConnector,
    McpLimits,
    McpSessions,
    McpTrials,
    McpResources,
    { provide: McpTools, useClass: SessionTools },
  ],
  exports: [McpTools],
})
export class McpModule {}
