import { Metrics } from '../../metrics/metrics.js';
import type { TenantRouteSnapshots } from '../../models/routes/tenant-route-snapshots.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { AdapterRegistry } from '../../providers/adapter-registry.js';
import type { ChatEvent } from '../../providers/calls/chat-call.js';
import type { ProviderAdapter } from '../../providers/provider-adapter.js';
import { ProviderCallError } from '../../providers/provider-call-error.js';
import type { UsageRecord } from '../../usage/usage-record.js';
import type { UsageRecorder } from '../../usage/usage-recorder.js';
import { GatewayRecords } from '../gateway-records.js';
import type { CallAdmission } from '../limits/call-admission.js';
import type { ModelResolver } from '../resolution/model-resolver.js';
import { Attempts } from '../routing/attempts.js';
import { ProviderHealth } from '../routing/provider-health.js';
import { ModelCalls } from './model-calls.js';

const CALLER = { tenantId: 'a'.repeat(32), userId: 'b'.repeat(32) };
const ROUTE = { fullName: 'm@OpenAI', target: { factory: { name: 'OpenAI' } }, timeouts: null, price: null };
const ASKED = { messages: [{ role: 'user' as const, content: 'Once upon a time there was a key' }] };

/** @returns with the calls what is recorded of them */
function callsOf(adapter: Partial<ProviderAdapter>): { calls: ModelCalls; records: UsageRecord[] } {
  const records: UsageRecord[] = [];
  const usage = { record: (record: UsageRecord) => void records.push(record) } as unknown as UsageRecorder;
  const [health, metrics] = [new ProviderHealth(), new Metrics()];
  const routes = { find: () => Promise.resolve({}) } as unknown as TenantRouteSnapshots;
  const resolver = { resolve: () => [ROUTE as ModelRoute] } as unknown as ModelResolver;
  const admission = { admit: (_: unknown, candidates: unknown) => candidates } as unknown as CallAdmission;
  const adapters = { find: () => adapter } as unknown as AdapterRegistry;
  const told = new GatewayRecords(usage, metrics, health);
  return {
    calls: new ModelCalls(routes, resolver, new Attempts(health, metrics), admission, told, adapters),
    records,
  };
}

/** As an adapter fails whose call is given up. */
function untilGivenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new ProviderCallError('timeout', 'No answer in time')));
  });
}

async function kindsOf(events: AsyncIterable<{ kind: string }>): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { kind } of events) kinds.push(kind);
  return kinds;
}

describe('whoever leaves while a provider is asked', () => {
  it.each(['chat', 'embeddings', 'rerank'] as const)('pays for the prompt of %s', async (what) => {
    const leaving = new AbortController();
    const ask = (_: unknown, __: unknown, { signal }: { signal: AbortSignal }): Promise<never> => {
      setImmediate(() => leaving.abort());
      return untilGivenUp(signal);
    };
    const { calls, records } = callsOf({ stream: ask, embed: ask, rerank: ask });
    const call = { caller: CALLER, model: 'm', signal: leaving.signal };
    const asking = {
      chat: () => kindsOf(calls.chat(call, ASKED)),
      embeddings: () => calls.embed(call, { inputs: ['Once upon a time'] }),
      rerank: () => calls.rerank(call, { query: 'a key', documents: ['Once upon a time'], topN: 1 }),
    }[what]();
    await expect(asking).rejects.toThrow('No answer in time');
    expect(records).toMatchObject([{ status: 499, attempts: 1, isEstimated: true, outputTokens: 0 }]);
    expect(records[0]?.inputTokens).toBeGreaterThan(3);
  });
});

describe('a chat', () => {
  it('that came to its end has ended, though hanging up fails', async () => {
    const usage = { inputTokens: 5, outputTokens: 2, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
    async function* answer(): AsyncGenerator<ChatEvent> {
      try {
        await Promise.resolve();
        yield { kind: 'end', finishReason: 'stop', usage };
      } finally {
        // eslint-disable-next-line no-unsafe-finally -- as a connection that breaks while it is closed
        throw new Error('it broke off');
      }
    }
    const { calls, records } = callsOf({ stream: () => Promise.resolve(answer()) });
    const { signal } = new AbortController();
    expect(await kindsOf(calls.chat({ caller: CALLER, model: 'm', signal }, ASKED))).toEqual(['opened', 'end']);
    expect(records).toMatchObject([{ status: 200, inputTokens: 5, outputTokens: 2 }]);
  });
});
