import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import { NotFoundError } from '../kernel/app-error.js';
import { Webhook } from './webhook.entity.js';

export type WebhookColumns = Pick<Webhook, 'name' | 'url' | 'description' | 'isEnabled'>;

/** A tenant's webhooks. */
@Injectable()
export class WebhooksRepository {
  async insert(tx: Tx, tenantId: string, columns: WebhookColumns): Promise<Webhook> {
    const { identifiers } = await tx.insert(Webhook, { tenantId, ...columns });
    return this.get(tx, tenantId, (identifiers[0] as { id: number }).id);
  }

  list(tx: Tx, tenantId: string): Promise<Webhook[]> {
    return tx.find(Webhook, { where: { tenantId }, order: { id: 'ASC' } });
  }

  count(tx: Tx, tenantId: string): Promise<number> {
    return tx.countBy(Webhook, { tenantId });
  }

  listEnabled(tx: Tx, tenantId: string): Promise<Webhook[]> {
    return tx.find(Webhook, { where: { tenantId, isEnabled: true }, order: { id: 'ASC' } });
  }

  async get(tx: Tx, tenantId: string, id: number): Promise<Webhook> {
    const webhook = await tx.findOneBy(Webhook, { tenantId, id });
    if (!webhook) throw new NotFoundError('Webhook not found');
    return webhook;
  }

  async update(tx: Tx, tenantId: string, id: number, columns: Partial<WebhookColumns>): Promise<void> {
    await tx.update(Webhook, { tenantId, id }, { ...columns, updatedAt: new Date() });
  }

  async delete(tx: Tx, tenantId: string, id: number): Promise<void> {
    await tx.delete(Webhook, { tenantId, id });
  }
}
