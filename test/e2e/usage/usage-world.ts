import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import type { UsageRecord } from '../../../src/usage/usage-record.js';
import type { Actor } from '../../support/actors.js';
import type { TestApp } from '../../support/test-app.js';
import { aUsageRecord } from '../../support/usage-records.js';

/** Has those requests in the tables, as if they had been made by somebody, in their own tenant. */
export async function used({ app }: TestApp, actor: Actor, records: readonly Partial<UsageRecord>[]): Promise<void> {
  const recorder = app.get(UsageRecorder);
  for (const given of records) {
    recorder.record(aUsageRecord({ tenantId: actor.tenantId, userId: actor.user.id, keyId: null, ...given }));
  }
  await recorder.flush();
}

export function query(path: string, parameters: Readonly<Record<string, string>>): string {
  return `${path}?${new URLSearchParams(parameters).toString()}`;
}
