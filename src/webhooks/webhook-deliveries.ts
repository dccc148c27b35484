import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { request } from 'undici';
import { messageOf } from '../kernel/message-of.js';
import { TenantDb } from '../database/tenant-db.js';
import { OutboundGuard } from '../providers/outbound-guard.js';
import type { Webhook } from './webhook.entity.js';
import { WebhooksRepository } from './webhooks.repository.js';

const TRIES = 3;
const FIRST_PAUSE_MS = 1_000;
const TIMEOUT_MS = 10_000;
/** What is announced beyond this is not delivered: deliveries are best effort, and memory is not. */
const MOST_AT_ONCE = 256;
/** So that the slow webhooks of one tenant leave room for those of others. */
const MOST_PER_TENANT = 64;

/** Tells webhooks what happened: best effort, three tries, nothing kept. */
@Injectable()
export class WebhookDeliveries implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private readonly stopping = new AbortController();
  /** With the tenant on whose behalf. */
  private readonly running = new Map<Promise<void>, string>();

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly webhooks: WebhooksRepository,
    private readonly guard: OutboundGuard,
  ) {}

  /** Returns at once, and never fails. */
  announce(tenantId: string, event: Readonly<Record<string, unknown>>): void {
    if (
      this.running.size >= MOST_AT_ONCE ||
      this.countOf(tenantId) >= MOST_PER_TENANT ||
      this.stopping.signal.aborted
    ) {
      this.logger.warn('An event was not delivered to webhooks: too many are under way, or the server stops');
      return;
    }
    const delivery = this.deliver(tenantId, event)
      .catch((error: unknown) => this.logger.warn(`Webhooks: ${messageOf(error)}`))
      .finally(() => this.running.delete(delivery));
    this.running.set(delivery, tenantId);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.keys());
  }

  private countOf(tenantId: string): number {
    return [...this.running.values()].filter((each) => each === tenantId).length;
  }

  private async deliver(tenantId: string, event: Readonly<Record<string, unknown>>): Promise<void> {
    const webhooks = await this.tenantDb.run(tenantId, (tx) => this.webhooks.listEnabled(tx, tenantId));
    const body = JSON.stringify({ ...event, timestamp: new Date().toISOString() });
    await Promise.all(webhooks.map((webhook) => this.post(webhook, body)));
  }

  private async post({ id, url }: Webhook, body: string): Promise<void> {
    const { signal } = this.stopping;
    for (let tries = 1; tries <= TRIES && !signal.aborted; tries += 1) {
      try {
        const answer = await request(url, {
          dispatcher: this.guard.dispatcher,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
        if (answer.statusCode < 500) return;
      } catch (error) {
        this.logger.debug(`Webhook ${id}, try ${tries}: ${messageOf(error)}`);
      }
      if (tries < TRIES) await pause(FIRST_PAUSE_MS * 2 ** (tries - 1), undefined, { signal }).catch(() => undefined);
    }
  }
}
