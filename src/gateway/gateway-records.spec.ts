import type { Metrics } from '../metrics/metrics.js';
import type { UsageRecord } from '../usage/usage-record.js';
import type { UsageRecorder } from '../usage/usage-recorder.js';
import { Exchange } from './exchange.js';
import { GatewayRecords } from './gateway-records.js';
import type { ProviderHealth } from './routing/provider-health.js';
import { counted, estimated } from './used-tokens.js';

const CALLER = { tenantId: 'a'.repeat(32), userId: 'b'.repeat(32) };
const NO_DETAILS = { cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };

/** What is recorded of a stream for which the provider had said so much, and we counted so much. */
async function recorded(told: [number, number], ours: [number, number], how: Partial<Exchange>): Promise<UsageRecord> {
  const records: UsageRecord[] = [];
  const usage = { record: (record) => records.push(record) } as Partial<UsageRecorder> as UsageRecorder;
  const metrics = { watchBreakers: () => undefined, requestEnded: () => undefined } as Partial<Metrics> as Metrics;
  const exchange = new Exchange('1', 'messages', CALLER);
  const used = counted({ inputTokens: told[0], outputTokens: told[1], ...NO_DETAILS });
  Object.assign(exchange, { isStream: true, firstByteAt: 1, status: 200, used }, how);
  const gateway = new GatewayRecords(usage, metrics, {} as ProviderHealth);
  await gateway.end(exchange, { estimate: () => Promise.resolve(estimated(...ours)) });
  return records[0] as UsageRecord;
}

describe('what is recorded of a stream', () => {
  it('is what the provider said where it ended well', async () => {
    expect(await recorded([25, 7], [20, 40], {})).toMatchObject({
      inputTokens: 25,
      outputTokens: 7,
      isEstimated: false,
    });
  });

  it.each([
    ['the client left', { hasLeft: true }],
    ['the provider broke off', { status: 502 }],
  ])('is at least what was delivered where %s', async (_, how) => {
    expect(await recorded([25, 1], [20, 40], how)).toMatchObject({
      inputTokens: 25,
      outputTokens: 40,
      isEstimated: true,
    });
    expect(await recorded([0, 0], [20, 40], how)).toMatchObject({
      inputTokens: 20,
      outputTokens: 40,
      isEstimated: true,
    });
    expect(await recorded([25, 50], [20, 40], how)).toMatchObject({ inputTokens: 25, outputTokens: 50, isEstimated: false }); // prettier-ignore
  });
});

describe('a request whose client leaves while the provider is asked', () => {
  it('is not said to have been held up by us', async () => {
    const told: unknown[] = [];
    const metrics = { watchBreakers: () => undefined, requestEnded: (request) => told.push(request) } as Partial<Metrics> as Metrics; // prettier-ignore
    const usage = { record: () => undefined } as Partial<UsageRecorder> as UsageRecorder;
    const exchange = new Exchange('1', 'messages', CALLER);
    Object.assign(exchange, { isUnanswered: true, hasLeft: true, sentAt: exchange.startedAt });
    await new GatewayRecords(usage, metrics, {} as ProviderHealth).end(exchange, null);
    expect(told).toMatchObject([{ status: 499, overheadSeconds: 0 }]);
  });
});
