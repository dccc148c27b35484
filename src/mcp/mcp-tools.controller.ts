import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { McpServerDto } from './dto/mcp-server.dto.js';
import { ExtensionListDto, OneToolDto, ToolDto, ToolListDto } from './dto/tool.dto.js';
import { McpServersService } from './mcp-servers.service.js';
import { McpTools } from './mcp-tools.js';
import { McpSessions } from './sessions/mcp-sessions.js';

/** What MCP servers add to a tenant, as LangBot's clients ask for it. */
@ApiTags('LangBot MCP servers')
@Controller('api/v1')
@Auth({ scope: 'resources:read' })
export class McpToolsController {
  constructor(
    private readonly tools: McpTools,
    private readonly servers: McpServersService,
    private readonly sessions: McpSessions,
  ) {}

  /** The tools of all MCP servers that are connected now. */
  @Get('tools')
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<ToolListDto> {
    return { tools: (await this.tools.list(tenantId, 'all')).map((tool) => ToolDto.from(tool)) };
  }

  /** A tool by name; the first, where several servers have one of that name. */
  @Get('tools/:name')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('name') name: string): Promise<OneToolDto> {
    const tool = (await this.tools.list(tenantId, 'all')).find((each) => each.name === name);
    if (!tool) throw new NotFoundError('Tool not found');
    return { tool: ToolDto.from(tool) };
  }

  /** What extends this tenant: its MCP servers. There are no plugins and skills. */
  @Get('extensions')
  async listExtensions(@CurrentPrincipal() caller: Principal): Promise<ExtensionListDto> {
    const servers = await this.servers.list(caller);
    return {
      extensions: servers.map((opened) => ({
        type: 'mcp',
        server: McpServerDto.from(opened, this.sessions.find(opened.server.id)),
      })),
    };
  }
}
