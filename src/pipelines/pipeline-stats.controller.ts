import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { TenantDb } from '../database/tenant-db.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { PipelineStatsDto } from './dto/pipeline-stats.dto.js';
import { PipelineStatsRepository } from './running/pipeline-stats.repository.js';

/** How busy a tenant's pipelines are. */
@ApiTags('LangBot system')
@Controller('api/v1/stats')
@Auth({ scope: 'resources:read' })
export class PipelineStatsController {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly stats: PipelineStatsRepository,
  ) {}

  /** Counts over what is kept of the tenant's conversations and runs. */
  @Get('basic')
  async getBasic(@CurrentPrincipal() { tenantId }: Principal): Promise<PipelineStatsDto> {
    const { activeSessions, conversations, queries } = await this.tenantDb.run(tenantId, (tx) =>
      this.stats.count(tx, tenantId),
    );
    return { active_session_count: activeSessions, conversation_count: conversations, query_count: queries };
  }
}
