import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { AuditTrail } from './audit-trail.service.js';
import { AuditEventDto, AuditPageDto, AuditQueryDto } from './dto/audit.dto.js';

@ApiTags('Audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  /**
   * Who changed what, the newest first: for administrators everywhere, for owners and administrators of a tenant who
   * signed in, in theirs. A key needs the scope `admin`.
   */
  @Get()
  @Auth()
  async list(@CurrentPrincipal() caller: Principal, @Query() query: AuditQueryDto): Promise<AuditPageDto> {
    const { items, nextCursor } = await this.trail.list(caller, query.toPage());
    return { items: items.map((told) => AuditEventDto.from(told)), next_cursor: nextCursor };
  }
}
