import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { McpServerDto } from '../mcp/dto/mcp-server.dto.js';
import { McpServersService } from '../mcp/mcp-servers.service.js';
import { McpSessions } from '../mcp/sessions/mcp-sessions.js';
import { ExtensionListDto } from './dto/extension.dto.js';

/** What extends pipelines: MCP servers; there are no plugins and skills here. */
@ApiTags('LangBot system')
@Controller('api/v1/extensions')
@Auth({ scope: 'resources:read' })
export class ExtensionsController {
  constructor(
    private readonly servers: McpServersService,
    private readonly sessions: McpSessions,
  ) {}

  /** All MCP servers of the caller's tenant. */
  @Get()
  async list(@CurrentPrincipal() caller: Principal): Promise<ExtensionListDto> {
    const opened = await this.servers.list(caller);
    const servers = opened.map((each) => McpServerDto.from(each, this.sessions.find(each.server.id)));
    return { extensions: servers.map((server) => ({ type: 'mcp', server })) };
  }
}
