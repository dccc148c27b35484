import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { request } from 'undici';
import { OutboundGuard } from '../../providers/outbound-guard.js';
import { shownAmount, shownUnit } from '../shown-amount.js';
import { windowAt } from '../metering/windows.js';
import { AlertSecrets } from './alert-secrets.js';
import type { DueAlert } from './alerts.repository.js';

const TIMEOUT_MS = 5_000;

/** Posts alerts, signed as Standard Webhooks says: `v1,` and base64 of HMAC-SHA256 over id, time and body. */
@Injectable()
export class AlertSender {
  constructor(
    private readonly guard: OutboundGuard,
    private readonly secrets: AlertSecrets,
  ) {}

  /** @throws Error when it was not taken */
  async send(alert: DueAlert): Promise<void> {
    // The same each time it is tried, so that whoever was told twice can see it.
    const id = `${alert.meterId}.${alert.windowStart.getTime()}.${alert.percent}`;
    const seconds = Math.floor(Date.now() / 1000);
    const body = JSON.stringify(bodyOf(alert));
    const key = await this.secrets.open({ id: alert.limitId, tenantId: alert.tenantId }, alert.secret);
    const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
    const answer = await request(alert.url, {
      dispatcher: this.guard.dispatcher,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${signature}`,
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
    if (answer.statusCode >= 300) throw new Error(`it answered ${answer.statusCode}`);
  }
}

function bodyOf({
  tenantId,
  limitId,
  keyId,
  model,
  unit,
  period,
  amount,
  windowStart,
  used,
  percent,
}: DueAlert): object {
  const shown = (value: string) => shownAmount(unit, Number(value));
  return {
    type: 'budget.alert',
    timestamp: new Date().toISOString(),
    data: {
      tenant_id: tenantId,
      limit_id: limitId,
      key_id: keyId,
      model,
      percent,
      budget: { unit: shownUnit(unit), amount: shown(amount), period, spent: shown(used) },
      window_start: windowStart.toISOString(),
      window_end: new Date(windowAt(period, windowStart.getTime()).end).toISOString(),
    },
  };
}
