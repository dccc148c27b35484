import type { LookupFunction } from 'node:net';
import { CoarseClock } from './coarse-clock.js';
import { ProviderPool } from './provider-pool.js';
import type { AnswerTaker, WireCall } from './wire-call.js';

const CALL: WireCall = { head: '', body: Buffer.alloc(0), firstByteMs: 1_000, idleMs: 1_000 };
const UNKNOWN = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });

class Taker implements AnswerTaker {
  readonly told: string[] = [];
  isWanted = true;
  connected = () => this.isWanted;
  interim = () => undefined;
  begun = () => undefined;
  piece = () => true;
  ended = () => undefined;
  failed(error: Error & { code?: string }): void {
    this.told.push(String(error.code));
  }
}

/** Look-ups that go on, by when they began. */
let lookups: Parameters<LookupFunction>[2][];
let pool: ProviderPool;

beforeEach(() => {
  lookups = [];
  const way = {
    lookup: ((_name, _options, tell) => void lookups.push(tell)) as LookupFunction,
    demandCallable: () => undefined,
    connectTimeoutMs: 60_000,
  };
  pool = new ProviderPool('http://provider.test', way, new CoarseClock());
});

afterEach(() => pool.close());

const asks = (): Taker => {
  const taker = new Taker();
  pool.dispatch(CALL, taker);
  return taker;
};
/** Told once the connection has had its turn. */
const failLookup = async (at: number) => {
  lookups[at]!(UNKNOWN, '', 4);
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
};

describe('a call that waits for a connection', () => {
  it('is kept no longer than somebody waits for it', () => {
    const [left, waiting] = [asks(), asks()];
    left.isWanted = false;
    pool.judge();
    pool.close();
    expect([left.told, waiting.told]).toEqual([[], ['ECONNRESET']]);
  });

  it('fails with its own connection, and not with that of one that is gone', async () => {
    const [left, waiting] = [asks(), asks()];
    left.isWanted = false;
    pool.judge();
    await failLookup(0);
    expect(waiting.told).toEqual([]);
    await failLookup(1);
    expect(waiting.told).toEqual(['ENOTFOUND']);
    expect(lookups).toHaveLength(2);
  });
});
