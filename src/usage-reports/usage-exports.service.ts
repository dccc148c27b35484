import { Injectable } from '@nestjs/common';
import type { Principal } from '../kernel/principal.js';
import { openCsv, ROWS_PER_READ, type CsvExport } from './csv-export.js';
import { REQUEST_COLUMNS, UsageRequestDto } from './dto/usage-request.dto.js';
import { UsageSumDto } from './dto/usage-sum.dto.js';
import { UsageReports } from './usage-reports.service.js';
import type { WantedReach } from './usage-reach.js';
import { readRequestsCursor, type RequestsRequest } from './usage-requests.js';
import { readSumsCursor, type SumsRequest } from './usage-sums.js';

/** The same lists as files. */
@Injectable()
export class UsageExports {
  constructor(private readonly reports: UsageReports) {}

  /** @throws NotAdministratorError, ForbiddenError */
  sums(caller: Principal, wanted: WantedReach, request: SumsRequest): Promise<CsvExport> {
    const whole = { ...request, after: null };
    return openCsv<UsageSumDto>({
      columns: UsageSumDto.columns(request),
      read: async (cursor) => {
        const after = cursor === null ? null : readSumsCursor(cursor, request);
        const page = await this.reports.sums(caller, wanted, { ...request, after, limit: ROWS_PER_READ });
        return { ...page, items: page.items.map((sum) => UsageSumDto.from(sum, request)) };
      },
      hasMoreThan: (count) => this.reports.hasMoreSums(caller, wanted, whole, count),
    });
  }

  /** @throws NotAdministratorError, ForbiddenError */
  requests(caller: Principal, wanted: WantedReach, request: RequestsRequest): Promise<CsvExport> {
    const whole = { ...request, after: null };
    return openCsv<UsageRequestDto>({
      columns: REQUEST_COLUMNS,
      read: async (cursor) => {
        const after = cursor === null ? null : readRequestsCursor(cursor);
        const page = await this.reports.requests(caller, wanted, { ...request, after, limit: ROWS_PER_READ });
        return { ...page, items: page.items.map((event) => UsageRequestDto.from(event)) };
      },
      hasMoreThan: (count) => this.reports.hasMoreRequests(caller, wanted, whole, count),
    });
  }
}
