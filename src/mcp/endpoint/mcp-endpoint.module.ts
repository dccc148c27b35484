import { Module } from '@nestjs/common';
import { ApiKeyModule } from '../../api-key/api-key.module.js';
import { GatewayModule } from '../../gateway/gateway.module.js';
import { ModelsModule } from '../../models/models.module.js';
import { McpEndpointController } from './mcp-endpoint.controller.js';
import { OwnMcpServer } from './own-mcp-server.js';
import { OwnTools } from './own-tools.js';

/** Latchkey itself as an MCP server. */
@Module({
  imports: [ApiKeyModule, GatewayModule, ModelsModule],
  controllers: [McpEndpointController],
  providers: [OwnMcpServer, OwnTools],
})
export class McpEndpointModule {}
