import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DirectSql } from '../database/direct-sql.js';
import type { UsageRecord } from './usage-record.js';

const FLUSH_MS = 1_000;
/** Of one request, whatever it claims: one row that does not fit would keep all others from being written. */
const MOST_TOKENS = 2e9;

interface Total {
  tenantId: string;
  tenantModelId: string;
  tokens: number;
}

/** Takes every request's record, and adds up in batches what each tenant used of each model: no request waits for it. */
@Injectable()
export class UsageRecorder implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(UsageRecorder.name);
  /** By model, then by tenant: a shared model is used by several. */
  private totals = new Map<string, Map<string, Total>>();
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly sql: DirectSql) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  /** After the server has closed, so that the last streams are counted. */
  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.flush();
  }

  record({ tenantId, tenantModelId, inputTokens, outputTokens }: UsageRecord): void {
    const tokens = Math.min(inputTokens + outputTokens, MOST_TOKENS);
    if (tenantModelId !== null && tokens > 0) this.add({ tenantId, tenantModelId, tokens });
  }

  /** Writes what has come together; what can't be written now is written next time. One at a time. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write());
    return this.flushing;
  }

  private add({ tenantId, tenantModelId, tokens }: Total): void {
    let byTenant = this.totals.get(tenantModelId);
    if (!byTenant) this.totals.set(tenantModelId, (byTenant = new Map<string, Total>()));
    const total = byTenant.get(tenantId);
    if (total) total.tokens += tokens;
    else byTenant.set(tenantId, { tenantId, tenantModelId, tokens });
  }

  private async write(): Promise<void> {
    if (this.totals.size === 0) return;
    const totals = [...this.totals.values()].flatMap((byTenant) => [...byTenant.values()]);
    this.totals = new Map();
    try {
      // In one order for all processes, so that two batches can't wait for each other; what is gone is left out. The
      // database gives up before we do: what we gave up on would be written once the lock is free, and again by us.
      await this.sql.query(
        `INSERT INTO model_usage AS u (tenant_id, tenant_model_id, used_tokens)
         SELECT t.id, m.id, used.tokens
         FROM unnest($1::varchar[], $2::uuid[], $3::bigint[]) AS used (tenant_id, model_id, tokens)
         JOIN tenants t ON t.id = used.tenant_id JOIN tenant_models m ON m.id = used.model_id
         CROSS JOIN (SELECT set_config('lock_timeout', '1000', true) AS lock_timeout) AS patience
         WHERE patience.lock_timeout IS NOT NULL
         ORDER BY t.id, m.id
         ON CONFLICT (tenant_id, tenant_model_id) DO UPDATE SET used_tokens = u.used_tokens + excluded.used_tokens`,
        [
          totals.map(({ tenantId }) => tenantId),
          totals.map(({ tenantModelId }) => tenantModelId),
          totals.map(({ tokens }) => Math.round(tokens)),
        ],
      );
    } catch (error) {
      for (const total of totals) this.add(total);
      this.logger.warn(`Usage was not written yet: ${String(error)}`);
    }
  }
}
