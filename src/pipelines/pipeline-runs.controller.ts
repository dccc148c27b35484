import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { readPage } from '../http/keyset-page.js';
import { PipelineRunDto, PipelineRunPageDto, RunsQueryDto } from './dto/pipeline-run.dto.js';
import { PipelineId } from './pipeline-id.decorator.js';
import { PipelineRunNotFoundError } from './pipeline.errors.js';
import { PipelinesService } from './pipelines.service.js';
import { RunRecords } from './running/run-records.js';

/** No run has an id of another form. */
function RunId(): ParameterDecorator {
  return Param('id', new ParseUUIDPipe({ exceptionFactory: () => new PipelineRunNotFoundError('of that form') }));
}

/** How the runs of a pipeline went. They are kept for 30 days. */
@ApiTags('LangBot pipelines')
@Controller('api/v1/pipelines/:uuid/runs')
@Auth({ scope: 'resources:read' })
export class PipelineRunsController {
  constructor(
    private readonly pipelines: PipelinesService,
    private readonly runs: RunRecords,
  ) {}

  /** The runs of a pipeline, those that go on included; `search` has no effect. */
  @Get()
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @PipelineId() uuid: string,
    @Query() query: RunsQueryDto,
  ): Promise<PipelineRunPageDto> {
    const { id } = await this.pipelines.get(tenantId, uuid);
    const { items, nextCursor } = await this.runs.list(tenantId, id, readPage(query));
    return { items: items.map((run) => PipelineRunDto.from(run)), next_cursor: nextCursor };
  }

  /** One run. */
  @Get(':id')
  async get(
    @CurrentPrincipal() { tenantId }: Principal,
    @PipelineId() uuid: string,
    @RunId() id: string,
  ): Promise<PipelineRunDto> {
    return PipelineRunDto.from(await this.runs.get(tenantId, uuid, id));
  }
}
