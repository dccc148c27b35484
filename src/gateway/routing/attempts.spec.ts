import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { Exchange } from '../exchange.js';
import { GatewayError } from '../gateway-error.js';
import type { AttemptFailure, Remedy } from './attempt-failure.js';
import { Metrics } from '../../metrics/metrics.js';
import { Attempts } from './attempts.js';
import { ProviderHealth } from './provider-health.js';

const route = (credentialId: string) =>
  ({
    credentialId,
    circuit: credentialId,
    timeouts: null,
    target: { factory: { name: 'OpenAI' } },
  }) as unknown as ModelRoute;

function anExchange(): Exchange {
  const exchange = {
    attempts: 0,
    hasLeft: false,
    status: 0,
    firstByteAt: null as number | null,
    attempt: () => void (exchange.attempts += 1),
    elapsed: () => 0,
    whenClientLeaves: () => undefined,
  };
  return exchange as unknown as Exchange;
}

const failed = (remedy: Remedy, retryAfterSeconds: number | null = null, isIll = false): AttemptFailure => ({
  error: new GatewayError(500, 'upstream_error', `failed: ${remedy}`),
  remedy,
  isIll,
  retryAfterSeconds,
});

describe('Attempts', () => {
  let health: ProviderHealth;
  let asked: string[];

  beforeEach(() => {
    health = new ProviderHealth(() => 1_000);
    asked = [];
  });

  /** Each candidate gives these outcomes in turn, and then its last one for ever. */
  function run(outcomes: Record<string, (AttemptFailure | null)[]>, exchange = anExchange()): Promise<void> {
    const candidates = Object.keys(outcomes).map(route);
    return new Attempts(health, new Metrics()).run(exchange, candidates, ({ credentialId }) => {
      asked.push(credentialId);
      const left = outcomes[credentialId] ?? [];
      const outcome = left.length > 1 ? left.shift() : left[0];
      if (outcome === null) exchange.firstByteAt = 1;
      return Promise.resolve(outcome ?? null);
    });
  }

  it('asks the first, and nobody else when it answers', async () => {
    await run({ a: [null], b: [null] });
    expect(asked).toEqual(['a']);
  });

  it('holds against no provider what was given up since the client had left', async () => {
    for (let asking = 0; asking < 20; asking += 1) {
      const exchange = anExchange();
      const leave = (): Promise<AttemptFailure> => {
        exchange.hasLeft = true;
        return Promise.resolve(failed('again', null, true));
      };
      await expect(new Attempts(health, new Metrics()).run(exchange, [route('a')], leave)).rejects.toThrow();
    }
    expect(health.admits('a')).toBe(true);
  });

  it('goes to the next at once', async () => {
    await run({ a: [failed('elsewhere')], b: [null] });
    expect(asked).toEqual(['a', 'b']);
  });

  it('asks three times who may answer the next time, and never again who will not', async () => {
    await expect(run({ a: [failed('again')], b: [failed('elsewhere')] })).rejects.toThrow('failed: again');
    expect(asked).toEqual(['a', 'b', 'a', 'a']);
  });

  it('ends with what is the fault of the request', async () => {
    await expect(run({ a: [failed('final')], b: [null] })).rejects.toThrow('failed: final');
    expect(asked).toEqual(['a']);
  });

  it('keeps nobody waiting for more than five seconds', async () => {
    await expect(run({ a: [failed('again', 6)] })).rejects.toThrow('failed: again');
    expect(asked).toEqual(['a']);
  });

  it('makes eight attempts at most', async () => {
    const many = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, [failed('again')]]));
    await expect(run(many)).rejects.toThrow('failed: again');
    expect(asked).toHaveLength(8);
  });

  it('leaves out who is shut, and says when to come back when all are', async () => {
    for (let at = 0; at < 5; at += 1) health.failed('a');
    await run({ a: [null], b: [null] });
    expect(asked).toEqual(['b']);
    await expect(run({ a: [null] })).rejects.toMatchObject({
      status: 503,
      code: 'provider_unavailable',
      retryAfterSeconds: 10,
    });
  });

  it('does not take a client that left before the answer for a success', async () => {
    for (let at = 0; at < 4; at += 1) health.failed('a');
    const exchange = anExchange();
    await new Attempts(health, new Metrics()).run(exchange, [route('a')], () => Promise.resolve(null));
    health.failed('a');
    expect(health.admits('a')).toBe(false);
  });

  it('takes an answer that broke off for a failure', async () => {
    for (let at = 0; at < 4; at += 1) health.failed('a');
    const exchange = anExchange();
    await new Attempts(health, new Metrics()).run(exchange, [route('a')], () => {
      Object.assign(exchange, { firstByteAt: 1, status: 502 });
      return Promise.resolve(null);
    });
    expect(health.admits('a')).toBe(false);
  });
});
