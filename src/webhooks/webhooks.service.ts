import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import { BadInputError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { OutboundGuard } from '../providers/outbound-guard.js';
import { demandCallable } from '../providers/outbound/callable-url.js';
import type { Webhook } from './webhook.entity.js';
import { WebhooksRepository, type WebhookColumns } from './webhooks.repository.js';

/** Each inbound message costs a call to each of them. */
const MOST = 20;

/** Who is told of the messages that a tenant's bots get. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly webhooks: WebhooksRepository,
    private readonly guard: OutboundGuard,
    private readonly audit: AuditService,
  ) {}

  list({ tenantId }: Principal): Promise<Webhook[]> {
    return this.tenantDb.run(tenantId, (tx) => this.webhooks.list(tx, tenantId));
  }

  /** @throws NotFoundError */
  get({ tenantId }: Principal, id: number): Promise<Webhook> {
    return this.tenantDb.run(tenantId, (tx) => this.webhooks.get(tx, tenantId, id));
  }

  /** @throws BadInputError for a URL that can't be called, or one webhook too many */
  async create(caller: Principal, columns: WebhookColumns): Promise<Webhook> {
    const { tenantId } = caller;
    await demandCallable(this.guard, 'url', columns.url);
    return this.tenantDb.run(tenantId, async (tx) => {
      if ((await this.webhooks.count(tx, tenantId)) >= MOST)
        throw new BadInputError(`There can be at most ${MOST} webhooks`);
      const webhook = await this.webhooks.insert(tx, tenantId, columns);
      await this.record(tx, caller, 'webhook.created', webhook.id);
      return webhook;
    });
  }

  /** @throws NotFoundError, BadInputError for a URL that can't be called */
  async update(caller: Principal, id: number, columns: Partial<WebhookColumns>): Promise<void> {
    const { tenantId } = caller;
    await this.get(caller, id);
    if (columns.url !== undefined) await demandCallable(this.guard, 'url', columns.url);
    await this.tenantDb.run(tenantId, async (tx) => {
      await this.webhooks.get(tx, tenantId, id);
      await this.webhooks.update(tx, tenantId, id, columns);
      await this.record(tx, caller, 'webhook.changed', id);
    });
  }

  /** @throws NotFoundError */
  async delete(caller: Principal, id: number): Promise<void> {
    const { tenantId } = caller;
    await this.tenantDb.run(tenantId, async (tx) => {
      await this.webhooks.get(tx, tenantId, id);
      await this.webhooks.delete(tx, tenantId, id);
      await this.record(tx, caller, 'webhook.removed', id);
    });
  }

  private record(tx: Tx, actor: Principal, action: string, id: number): Promise<void> {
    return this.audit.record(tx, { actor, action, subject: `webhook:${id}`, tenantId: actor.tenantId });
  }
}
