import type { TenantDb } from '../database/tenant-db.js';
import type { OutboundGuard } from '../providers/outbound-guard.js';
import { WebhookDeliveries } from './webhook-deliveries.js';
import type { WebhooksRepository } from './webhooks.repository.js';

describe('deliveries to webhooks', () => {
  it('of one tenant leave room for those of others', () => {
    const asked = new Map<string, number>();
    const tenantDb = {
      run: (tenantId: string) => {
        asked.set(tenantId, (asked.get(tenantId) ?? 0) + 1);
        return new Promise(() => undefined);
      },
    } as unknown as TenantDb;
    const deliveries = new WebhookDeliveries(tenantDb, {} as WebhooksRepository, {} as OutboundGuard);
    for (let count = 0; count < 300; count += 1) deliveries.announce('busy', {});
    deliveries.announce('another', {});
    expect([...asked]).toEqual([
      ['busy', 64],
      ['another', 1],
    ]);
  });
});
