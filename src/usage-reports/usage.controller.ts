import { applyDecorators, Controller, Get, Query, Req, Res, StreamableFile, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import type { Principal } from '../kernel/principal.js';
import type { CsvExport } from './csv-export.js';
import { UsagePageDto, UsageSumDto } from './dto/usage-sum.dto.js';
import { UsageSumsQueryDto } from './dto/usage-sums-query.dto.js';
import { UsageRequestDto, UsageRequestPageDto } from './dto/usage-request.dto.js';
import { UsageRequestsQueryDto } from './dto/usage-requests-query.dto.js';
import { UsageExports } from './usage-exports.service.js';
import type { Range } from './usage-range.js';
import { UsageReports } from './usage-reports.service.js';

/** What is answered: a page, or a file of all. */
const PageOrFile = (page: Type) =>
  applyDecorators(
    ApiExtraModels(page),
    ApiOkResponse({
      content: {
        'application/json': { schema: { $ref: getSchemaPath(page) } },
        'text/csv': { schema: { type: 'string' } },
      },
    }),
  );

@ApiTags('Usage')
@Controller('api/v1/usage')
export class UsageController {
  constructor(
    private readonly reports: UsageReports,
    private readonly exports: UsageExports,
  ) {}

  /**
   * What was used and what it cost: in total, or by time, key, user and model. Those who manage a tenant see all of it,
   * others what they used themselves and by their keys, administrators what any tenant used.
   */
  @Get()
  @Auth({ scope: 'usage:read' })
  @PageOrFile(UsagePageDto)
  async list(
    @CurrentPrincipal() caller: Principal,
    @Query() query: UsageSumsQueryDto,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsagePageDto | StreamableFile> {
    const request = query.toRequest();
    if (query.wantsCsv(headers.accept)) {
      return file(reply, 'usage', request.range, await this.exports.sums(caller, query.toReach(), request));
    }
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
  @PageOrFile(UsageRequestPageDto)
  async listRequests(
    @CurrentPrincipal() caller: Principal,
    @Query() query: UsageRequestsQueryDto,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageRequestPageDto | StreamableFile> {
    const request = query.toRequest();
    if (query.wantsCsv(headers.accept)) {
      const exported = await this.exports.requests(caller, query.toReach(), request);
      return file(reply, 'usage-requests', request.range, exported);
    }
    const { items, nextCursor } = await this.reports.requests(caller, query.toReach(), request);
    return { items: items.map((event) => UsageRequestDto.from(event)), next_cursor: nextCursor };
  }
}

function file(reply: FastifyReply, name: string, { from, to }: Range, { text, isTruncated }: CsvExport) {
  const [first, end] = [from, to].map((time) => time.toISOString().slice(0, 10));
  if (isTruncated) void reply.header('x-truncated', 'true');
  void reply.header('x-content-type-options', 'nosniff');
  return new StreamableFile(text, {
    type: 'text/csv; charset=utf-8; header=present',
    disposition: `attachment; filename="${name}-${first}-${end}.csv"`,
  });
}
