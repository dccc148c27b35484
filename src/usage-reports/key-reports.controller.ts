import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { KeyReportPageDto, KeyReportQueryDto, ReportedKeyDto } from './dto/key-report.dto.js';
import { KeyReports } from './key-report/key-report.service.js';

@ApiTags('API keys')
@Controller('api/v1/keys/report')
export class KeyReportsController {
  constructor(private readonly reports: KeyReports) {}

  /**
   * Keys that nobody uses, that may do more than they do, that never expire or have no limit; by when they were used,
   * and by the models that they called in 90 days. Expired ones are left out. A page looks at `limit` keys and has those
   * of which there is something to say: it may come back short, and even empty, though `next_cursor` names more.
   */
  @Get()
  @Auth({ scope: 'keys:read' })
  async list(@CurrentPrincipal() caller: Principal, @Query() query: KeyReportQueryDto): Promise<KeyReportPageDto> {
    const { items, nextCursor } = await this.reports.read(caller, query.toReach(), query.toRequest());
    return { items: items.map((reported) => ReportedKeyDto.from(reported)), next_cursor: nextCursor };
  }
}
