import { jest } from '@jest/globals';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import {
  endless,
  HOSTILITIES,
  ollamaLine,
  startHostileUpstream,
  streaming,
  type HostileUpstream,
  type Hostility,
} from '../../support/hostile-upstream.js';
import { greatestGrowth } from '../../support/memory.js';
import { ask, type Received } from '../../support/raw-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { connect } from './gateway-world.js';

/**
 * Providers that mean harm, or are broken, cost bounded memory and only their own requests. Jest fails a test in which a
 * promise was rejected, or an error thrown, that nobody was there to catch.
 */
const AT_ONCE = 4;
const MOST_MEGABYTES = 96;
const HASTY = { first_byte_ms: 400, idle_ms: 400, total_ms: 1_200 };
/** For what is refused for its size, on however slow a machine. */
const GENEROUS = { first_byte_ms: 60_000, idle_ms: 60_000, total_ms: 60_000 };
/** Floods leave little time for first bytes. */
const PATIENT = { first_byte_ms: 5_000, idle_ms: 5_000, total_ms: 5_000 };
const QUESTION = { messages: [{ role: 'user', content: 'Hello' }] };

jest.setTimeout(120_000);

let testApp: TestApp;
let owner: Actor;
let headers: Record<string, string>;
let upstream: HostileUpstream | null = null;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  headers = { authorization: `Bearer ${(await aKey(testApp, owner)).token}` };
});

afterEach(async () => {
  await upstream?.close();
  upstream = null;
  jest.restoreAllMocks();
});

afterAll(() => testApp.close());

/** Opens a hostile provider of a factory, under the model `hostile`. */
async function open(
  hostility: Hostility,
  { factory = 'OpenAI-API-Compatible', deaf = false, timeouts = HASTY } = {},
): Promise<void> {
  upstream = await startHostileUpstream(hostility, { deaf });
  const credential = { api_key: 'sk-hostile-0123456789' };
  const model = { name: 'hostile', type: 'chat' };
  await connect(testApp, owner, { url: upstream.url } as never, [model], { factory, credential });
  await testApp.dataSource.query('UPDATE tenant_models SET timeouts = $1 WHERE tenant_id = $2', [
    timeouts,
    owner.tenantId,
  ]);
}

const askHostile = (more: object = {}) =>
  ask(`${testApp.url}/v1/chat/completions`, headers, { model: 'hostile', ...QUESTION, ...more });

/** Several at once, a neighbour with a good provider in their middle, memory watched, each counted once. */
async function underAttack(more: object): Promise<Received[]> {
  const good = await aFake();
  await connect(testApp, owner, good, [{ name: 'good', type: 'chat' }], { factory: 'VLLM' });
  const records = jest.spyOn(testApp.app.get(UsageRecorder), 'record');
  let answers: Received[] = [];
  const growth = await greatestGrowth(async () => {
    const attacked = Promise.all(Array.from({ length: AT_ONCE }, () => askHostile(more).received));
    const neighbour = await ask(`${testApp.url}/v1/chat/completions`, headers, { model: 'good', ...QUESTION }).received;
    expect([neighbour.status, neighbour.isWhole]).toEqual([200, true]);
    expect(JSON.parse(neighbour.tail)).toMatchObject({ choices: [{ message: { content: 'Hello! How can I help?' } }] });
    answers = await attacked;
  });
  expect(growth).toBeLessThan(MOST_MEGABYTES);
  expect(records).toHaveBeenCalledTimes(AT_ONCE + 1);
  expect(new Set(records.mock.calls.map(([{ requestId }]) => requestId)).size).toBe(AT_ONCE + 1);
  return answers;
}

const outcome = ({ status, tail, isWhole }: Received) => ({
  status,
  isWhole,
  code: (JSON.parse(tail) as { error: { code: string } }).error.code,
});

const lastEvent = ({ tail }: Received) =>
  JSON.parse(tail.slice(tail.lastIndexOf('data: ') + 'data: '.length)) as { error: { code: string; message: string } };

const REFUSED = [
  ['silence', 504, 'upstream_timeout', HASTY],
  ['drips_its_head', 504, 'upstream_timeout', HASTY],
  ['endless_interim', 502, 'upstream_bad_answer', GENEROUS],
  ['endless_head', 502, 'upstream_bad_answer', GENEROUS],
  ['garbage', 502, 'upstream_bad_answer', GENEROUS],
  ['gzip_bomb', 502, 'upstream_bad_answer', GENEROUS],
  ['compressed', 502, 'upstream_bad_answer', GENEROUS],
  ['two_lengths', 502, 'upstream_bad_answer', GENEROUS],
  ['no_content', 502, 'upstream_bad_answer', GENEROUS],
  ['empty', 502, 'upstream_bad_answer', GENEROUS],
  ['reset_before_answer', 502, 'upstream_connection_refused', GENEROUS],
  ['redirect', 502, 'upstream_error', GENEROUS],
  ['huge_refusal', 400, 'upstream_error', GENEROUS],
  ['drips_its_refusal', 400, 'upstream_error', HASTY],
] as const;

describe('a provider that is passed through', () => {
  it.each(REFUSED)('and answers with %s is reported', async (name, status, code, timeouts) => {
    await open(HOSTILITIES[name], { timeouts });
    const answers = await underAttack({});
    expect(answers.map(outcome)).toEqual(Array(AT_ONCE).fill({ status, isWhole: true, code }));
  });

  it('and does not read what it is asked is given up', async () => {
    await open(HOSTILITIES.silence, { deaf: true });
    const answers = await underAttack({ padding: 'x'.repeat(4 * 1024 * 1024) });
    expect(answers.map(outcome)).toEqual(Array(AT_ONCE).fill({ status: 504, isWhole: true, code: 'upstream_timeout' }));
  });

  it.each([
    ['drips_its_body', 'The answer took too long'],
    ['endless_line', 'The answer took too long'],
    ['endless_events', 'The answer took too long'],
    ['bytes_one_by_one', 'The answer took too long'],
    ['broken_chunking', 'The provider broke off its answer'],
    ['reset_in_stream', 'The provider broke off its answer'],
  ] as const)('and streams with %s ends in an event that says so', async (name, message) => {
    await open(HOSTILITIES[name], { timeouts: PATIENT });
    const answers = await underAttack({ stream: true });
    expect(answers.map(({ status, isWhole }) => [status, isWhole])).toEqual(Array(AT_ONCE).fill([200, true]));
    const error = { message, type: 'upstream_error', param: null, code: 'upstream_broken_stream' };
    expect(answers.map(lastEvent)).toEqual(Array(AT_ONCE).fill({ error }));
  });

  it.each(['endless_body', 'reset_in_body', 'shorter_than_told'] as const)(
    'and answers with %s is cut off, so that nobody takes it for the whole',
    async (name) => {
      await open(HOSTILITIES[name], { timeouts: PATIENT });
      const answers = await underAttack({});
      expect(answers.map(({ status, isWhole }) => [status, isWhole])).toEqual(Array(AT_ONCE).fill([200, false]));
    },
  );

  it('and sends more than it told gets no one else’s request to answer', async () => {
    await open(HOSTILITIES.longer_than_told, { timeouts: GENEROUS });
    const answers = await underAttack({});
    expect(answers.map(({ status, isWhole, tail }) => [status, isWhole, tail])).toEqual(
      Array(AT_ONCE).fill([200, true, '{}']),
    );
  });

  it.each([
    ['text that is no UTF-8', [Buffer.from([0x64, 0xff, 0xfe, 0x0a, 0x0a, 0xc3, 0x28, 0x0a])]],
    ['events without blank lines', ['data: 1\n', 'data: 2\n', 'data: "usage"\n']],
  ])('and streams %s is passed on as it is', async (_what, events) => {
    await open(streaming(...events), { timeouts: GENEROUS });
    const answer = await askHostile({ stream: true }).received;
    expect([answer.status, answer.isWhole]).toEqual([200, true]);
    expect(answer.tail).toBe(Buffer.concat(events.map((event) => Buffer.from(event as string))).toString());
  });
});

describe.each(['Ollama', 'Anthropic', 'Gemini'])('a provider that is translated, %s,', (factory) => {
  it('and is silent is given up', async () => {
    await open(HOSTILITIES.silence, { factory });
    const answers = await underAttack({});
    expect(answers.map(outcome)).toEqual(Array(AT_ONCE).fill({ status: 504, isWhole: true, code: 'upstream_timeout' }));
  });

  it.each([
    ['endless_head', 502, 'upstream_bad_answer'],
    ['endless_body', 502, 'upstream_bad_answer'],
    ['gzip_bomb', 502, 'upstream_error'],
    ['garbage', 502, 'upstream_bad_answer'],
    ['redirect', 502, 'upstream_error'],
  ] as const)('and answers with %s is reported', async (name, status, code) => {
    await open(HOSTILITIES[name], { factory, timeouts: GENEROUS });
    const answers = await underAttack({});
    expect(answers.map(outcome)).toEqual(Array(AT_ONCE).fill({ status, isWhole: true, code }));
  });

  it.each(['endless_line', 'drips_its_body', 'bytes_one_by_one'] as const)(
    'and streams with %s is given up',
    async (name) => {
      await open(HOSTILITIES[name], { factory });
      const answers = await underAttack({ stream: true });
      expect(answers.map(({ status }) => status)).toEqual(Array(AT_ONCE).fill(504));
    },
  );
});

describe('Ollama', () => {
  it('that never ends its stream is broken off with an event that says so', async () => {
    await open(endless(ollamaLine('Hello').repeat(20)), { factory: 'Ollama', timeouts: PATIENT });
    const answers = await underAttack({ stream: true });
    expect(answers.map(lastEvent)).toEqual(
      Array(AT_ONCE).fill({
        error: {
          message: 'The provider broke off its answer',
          type: 'upstream_error',
          param: null,
          code: 'upstream_broken_stream',
        },
      }),
    );
  });
});
