import { Injectable } from '@nestjs/common';
import { KeyDescriptions, type ListedKey } from '../../api-key/key-descriptions.js';
import { SystemDb } from '../../database/system-db.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { cutSortedPage, type SortedPage, type SortedPlace } from '../../http/sorted-page.js';
import type { Principal } from '../../kernel/principal.js';
import { daysBefore } from '../usage-range.js';
import { reachOf, type UsageReach, type WantedReach } from '../usage-reach.js';
import { findingsOf, type Finding } from './key-findings.js';
import { KeyReportRepository } from './key-report.repository.js';

/** Newest first; cursors say so. */
export const REPORT_ORDER = '-created_at';

/** As long as most things come round: a quarter. */
const USAGE_DAYS = 90;

export interface ReportRequest {
  unusedDays: number;
  /** How many keys are looked at. */
  limit: number;
  after: SortedPlace | null;
}

/** A key of which there is something to say. */
export interface ReportedKey extends ListedKey {
  findings: Finding[];
}

/** Which keys could go, or could do with less. */
@Injectable()
export class KeyReports {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly report: KeyReportRepository,
    private readonly descriptions: KeyDescriptions,
  ) {}

  /**
   * A page has those of the keys looked at of which there is something to say: it may come back short, and even empty,
   * though there are more.
   * @throws NotAdministratorError, ForbiddenError for keys that are none of the caller's business
   */
  read(caller: Principal, wanted: WantedReach, request: ReportRequest): Promise<SortedPage<ReportedKey>> {
    const reach = reachOf(caller, wanted);
    const work = (tx: Tx) => this.page(tx, reach, request);
    return reach.tenantId === null
      ? this.systemDb.run('report on the keys of all tenants', work)
      : this.tenantDb.run(reach.tenantId, work);
  }

  private async page(tx: Tx, reach: UsageReach, request: ReportRequest): Promise<SortedPage<ReportedKey>> {
    const rows = await this.report.listKeys(tx, reach, request);
    const { items: keys, nextCursor } = cutSortedPage(rows, request.limit, REPORT_ORDER);
    const now = new Date();
    const called = await this.report.listCalled(tx, keys, daysBefore(now, USAGE_DAYS));
    const limited = await this.report.listLimited(tx, keys);
    const time = { now, unusedDays: request.unusedDays, usageDays: USAGE_DAYS };
    const judged = (await this.descriptions.describe(tx, keys)).map((listed): ReportedKey => {
      const { key, lastUsedAt } = listed;
      const facts = { ...key, lastUsedAt, scopes: [...key.scopes], isLimited: limited.has(key.id) };
      return { ...listed, findings: findingsOf(facts, called.get(key.id) ?? null, time) };
    });
    return { items: judged.filter(({ findings }) => findings.length > 0), nextCursor };
  }
}
