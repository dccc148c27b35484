import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import { UsagePageDto, UsageSumDto } from './dto/usage-sum.dto.js';
import { UsageSumsQueryDto } from './dto/usage-sums-query.dto.js';
import { UsageRequestDto, UsageRequestPageDto } from './dto/usage-request.dto.js';
import { UsageRequestsQueryDto } from './dto/usage-requests-query.dto.js';
import { UsageReports } from './usage-reports.service.js';

@ApiTags('Usage')
@Controller('api/v1/usage')
export class UsageController {
  constructor(private readonly reports: UsageReports) {}

  /**
   * What was used and what it cost: in total, or by time, key, user and model. Those who manage a tenant see all of it,
   * others what they used themselves and by their keys, administrators what any tenant used.
   */
  @Get()
  @Auth({ scope: 'usage:read' })
  async list(@CurrentPrincipal() caller: Principal, @Query() query: UsageSumsQueryDto): Promise<UsagePageDto> {
    const request = query.toRequest();
    const { items, nextCursor } = await this.reports.sums(caller, query.toReach(), request);
    return {
      from: request.range.from,
      to: request.range.to,
      items: items.map((sum) => UsageSumDto.from(sum, request)),
      next_cursor: nextCursor,
    };
  }

  /**
   * Single requests, the newest first. Of many that do not match, a page may come back short, and even empty, though
   * `next_cursor` says that there is more to look at.
   */
  @Get('requests')
  @Auth({ scope: 'usage:read' })
  async listRequests(
    @CurrentPrincipal() caller: Principal,
    @Query() query: UsageRequestsQueryDto,
  ): Promise<UsageRequestPageDto> {
    const { items, nextCursor } = await this.reports.requests(caller, query.toReach(), query.toRequest());
    return { items: items.map((event) => UsageRequestDto.from(event)), next_cursor: nextCursor };
  }
}
