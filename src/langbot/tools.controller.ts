import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { McpTools } from '../mcp/mcp-tools.js';
import { OneToolDto, ToolDto, ToolListDto } from './dto/tool.dto.js';

/** What pipelines can be given to call: the tools of the tenant's connected MCP servers. */
@ApiTags('LangBot system')
@Controller('api/v1/tools')
@Auth({ scope: 'resources:read' })
export class ToolsController {
  constructor(private readonly tools: McpTools) {}

  /** All tools of connected servers. */
  @Get()
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<ToolListDto> {
    return { tools: (await this.tools.list(tenantId, 'all')).map((tool) => ToolDto.from(tool)) };
  }

  /** One tool. */
  @Get(':name')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('name') name: string): Promise<OneToolDto> {
    const tool = (await this.tools.list(tenantId, 'all')).find((each) => each.name === name);
    if (!tool) throw new NotFoundError(`Tool ${name} not found`);
    return { tool: ToolDto.from(tool) };
  }
}
