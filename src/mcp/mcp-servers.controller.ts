import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { CreatedDto } from '../langbot/dto/provider.dto.js';
import {
  CreateMcpServerDto,
  McpLogsQueryDto,
  ReadMcpResourceDto,
  TestMcpServerDto,
  UpdateMcpServerDto,
} from './dto/mcp-server-request.dto.js';
import {
  McpLogLineDto,
  McpLogsDto,
  McpResourceDto,
  McpResourcesDto,
  McpResourceTemplatesDto,
  McpServerDto,
  McpServerListDto,
  McpTestDto,
  OneMcpServerDto,
} from './dto/mcp-server.dto.js';
import { contentDto } from './dto/resource-content.js';
import { McpResources } from './mcp-resources.js';
import { McpServersService } from './mcp-servers.service.js';
import { McpTrials } from './mcp-trials.js';
import { McpSessions } from './sessions/mcp-sessions.js';

const UNSAVED = '_';

/** Servers whose tools a tenant's pipelines may use, by name; in a path, slashes of a name are percent-encoded. */
@ApiTags('LangBot MCP servers')
@Controller('api/v1/mcp/servers')
@Auth({ scope: 'resources:write' })
export class McpServersController {
  constructor(
    private readonly servers: McpServersService,
    private readonly sessions: McpSessions,
    private readonly trials: McpTrials,
    private readonly resources: McpResources,
  ) {}

  /** All MCP servers, and how their sessions fare. */
  @Get()
  @Auth({ scope: 'resources:read' })
  async list(@CurrentPrincipal() caller: Principal): Promise<McpServerListDto> {
    const opened = await this.servers.list(caller);
    return { servers: opened.map((each) => McpServerDto.from(each, this.sessions.find(each.server.id))) };
  }

  /** Makes an MCP server. It is connected at once when `enable` is true. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateMcpServerDto): Promise<CreatedDto> {
    return { uuid: await this.servers.create(caller, input.toNewServer()) };
  }

  /** One MCP server, and how its session fares. */
  @Get(':name')
  @Auth({ scope: 'resources:read' })
  async get(@CurrentPrincipal() caller: Principal, @Param('name') name: string): Promise<OneMcpServerDto> {
    const opened = await this.servers.get(caller, name);
    return { server: McpServerDto.from(opened, this.sessions.find(opened.server.id)) };
  }

  /** Changes an MCP server, and connects it anew. */
  @Put(':name')
  async update(
    @CurrentPrincipal() caller: Principal,
    @Param('name') name: string,
    @Body() input: UpdateMcpServerDto,
  ): Promise<null> {
    await this.servers.update(caller, name, input.toChange());
    return null;
  }

  /** Removes an MCP server, and ends its session. */
  @Delete(':name')
  async delete(@CurrentPrincipal() caller: Principal, @Param('name') name: string): Promise<null> {
    await this.servers.delete(caller, name);
    return null;
  }

  /** Connects a server for a test, as a task. With the name `_`: the record in the body, which need not be stored. */
  @Post(':name/test')
  @HttpCode(200)
  async test(
    @CurrentPrincipal() caller: Principal,
    @Param('name') name: string,
    @Body() input: TestMcpServerDto,
  ): Promise<McpTestDto> {
    if (name !== UNSAVED) return { task_id: await this.trials.ofStored(caller, name) };
    const { name: given, trial, isEnabled } = input.toTrial();
    return { task_id: await this.trials.ofUnsaved(caller, given, trial, isEnabled) };
  }

  /** What a connected server offers to be read. */
  @Get(':name/resources')
  @Auth({ scope: 'resources:read' })
  async listResources(@CurrentPrincipal() caller: Principal, @Param('name') name: string): Promise<McpResourcesDto> {
    const { resources, templates, capabilities } = await this.resources.list(caller, name);
    return { resources, resource_templates: templates, resource_capabilities: capabilities };
  }

  /** The patterns of what a connected server offers to be read. */
  @Get(':name/resource-templates')
  @Auth({ scope: 'resources:read' })
  async listResourceTemplates(
    @CurrentPrincipal() caller: Principal,
    @Param('name') name: string,
  ): Promise<McpResourceTemplatesDto> {
    return { resource_templates: await this.resources.listTemplates(caller, name) };
  }

  /** Reads a resource of a connected server. */
  @Post(':name/resources/read')
  @HttpCode(200)
  @Auth({ scope: 'resources:read' })
  async readResource(
    @CurrentPrincipal() caller: Principal,
    @Param('name') name: string,
    @Body() { uri, max_bytes, include_blob }: ReadMcpResourceDto,
  ): Promise<McpResourceDto> {
    const contents = await this.resources.read(caller, name, uri);
    return { contents: contents.map((content) => contentDto(content, max_bytes, include_blob)) };
  }

  /** What happened to a server's session in this process lately. */
  @Get(':name/logs')
  @Auth({ scope: 'resources:read' })
  async logs(
    @CurrentPrincipal() caller: Principal,
    @Param('name') name: string,
    @Query() { limit, level }: McpLogsQueryDto,
  ): Promise<McpLogsDto> {
    const lines = await this.resources.logs(caller, name, limit, level);
    return { logs: lines.map((line) => McpLogLineDto.from(line)) };
  }
}
