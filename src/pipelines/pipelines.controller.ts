import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { McpTools } from '../mcp/mcp-tools.js';
import { PipelineMetadataDto } from './dto/pipeline-metadata.dto.js';
import {
  CreatePipelineDto,
  PipelinesQueryDto,
  SetPipelineExtensionsDto,
  UpdatePipelineDto,
} from './dto/pipeline-request.dto.js';
import {
  CreatedPipelineDto,
  OnePipelineDto,
  PipelineDto,
  PipelineExtensionsDto,
  PipelineListDto,
} from './dto/pipeline.dto.js';
import { PipelineId } from './pipeline-id.decorator.js';
import { PipelinesService } from './pipelines.service.js';

/** A tenant's pipelines, as LangBot's clients manage them. */
@ApiTags('LangBot pipelines')
@Controller('api/v1/pipelines')
@Auth({ scope: 'resources:write' })
export class PipelinesController {
  constructor(
    private readonly pipelines: PipelinesService,
    private readonly mcp: McpTools,
  ) {}

  /** All pipelines of the caller's tenant. */
  @Get()
  @Auth({ scope: 'resources:read' })
  async list(@CurrentPrincipal() { tenantId }: Principal, @Query() query: PipelinesQueryDto): Promise<PipelineListDto> {
    const pipelines = await this.pipelines.list(tenantId, query.toOrder());
    return { pipelines: pipelines.map((pipeline) => PipelineDto.from(pipeline)) };
  }

  /** Makes a pipeline; a tenant's first one is its default. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreatePipelineDto): Promise<CreatedPipelineDto> {
    return { uuid: await this.pipelines.create(caller, input.toNewPipeline()) };
  }

  /** Everything that can be set; what has no effect on this server says so. */
  @Get('_/metadata')
  @Auth({ scope: 'resources:read' })
  getMetadata(): PipelineMetadataDto {
    return PipelineMetadataDto.all();
  }

  /** One pipeline. */
  @Get(':uuid')
  @Auth({ scope: 'resources:read' })
  async get(@CurrentPrincipal() { tenantId }: Principal, @PipelineId() uuid: string): Promise<OnePipelineDto> {
    return { pipeline: PipelineDto.from(await this.pipelines.get(tenantId, uuid)) };
  }

  /** Changes a pipeline; what the body leaves out stays, and `config` is replaced whole. */
  @Put(':uuid')
  async update(
    @CurrentPrincipal() caller: Principal,
    @PipelineId() uuid: string,
    @Body() input: UpdatePipelineDto,
  ): Promise<null> {
    await this.pipelines.update(caller, uuid, input.toChange());
    return null;
  }

  /** Removes a pipeline with its runs and sessions. Where it was the default, the oldest one left becomes that. */
  @Delete(':uuid')
  async delete(@CurrentPrincipal() caller: Principal, @PipelineId() uuid: string): Promise<null> {
    await this.pipelines.delete(caller, uuid);
    return null;
  }

  /** Makes a pipeline like another one, under its name with ` (Copy)`. */
  @Post(':uuid/copy')
  @HttpCode(200)
  async copy(@CurrentPrincipal() caller: Principal, @PipelineId() uuid: string): Promise<CreatedPipelineDto> {
    return { uuid: await this.pipelines.copy(caller, uuid) };
  }

  /** What a pipeline uses besides its model, and what it could. */
  @Get(':uuid/extensions')
  @Auth({ scope: 'resources:read' })
  async getExtensions(
    @CurrentPrincipal() { tenantId }: Principal,
    @PipelineId() uuid: string,
  ): Promise<PipelineExtensionsDto> {
    const pipeline = await this.pipelines.get(tenantId, uuid);
    const tools = await this.mcp.list(tenantId, 'all');
    const servers = new Map(tools.map(({ serverId, serverName }) => [serverId, serverName]));
    return PipelineExtensionsDto.from(
      pipeline,
      [...servers].map(([id, name]) => ({ uuid: id, name })),
    );
  }

  /** Says which MCP servers a pipeline may use. */
  @Put(':uuid/extensions')
  async setExtensions(
    @CurrentPrincipal() caller: Principal,
    @PipelineId() uuid: string,
    @Body() input: SetPipelineExtensionsDto,
  ): Promise<null> {
    await this.pipelines.setExtensions(caller, uuid, input.toExtensions());
    return null;
  }
}
