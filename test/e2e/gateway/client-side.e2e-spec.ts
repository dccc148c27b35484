import { createHash } from 'node:crypto';
import { connect as connectSocket } from 'node:net';
import { jest } from '@jest/globals';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import type { UsageRecord } from '../../../src/usage/usage-record.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import {
  endless,
  HOSTILITIES,
  ollamaLine,
  openAiEvent,
  startHostileUpstream,
  streaming,
  type HostileUpstream,
  type Hostility,
} from '../../support/hostile-upstream.js';
import { ask } from '../../support/raw-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { connect } from './gateway-world.js';

const QUESTION = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };
const MEGABYTE = 1024 * 1024;

let testApp: TestApp;
let owner: Actor;
let headers: Record<string, string>;
let upstream: HostileUpstream | null = null;
let records: UsageRecord[];

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  headers = { authorization: `Bearer ${(await aKey(testApp, owner)).token}` };
  records = [];
  jest.spyOn(testApp.app.get(UsageRecorder), 'record').mockImplementation((record) => void records.push(record));
});

afterEach(async () => {
  await upstream?.close();
  upstream = null;
  jest.restoreAllMocks();
});

afterAll(() => testApp.close());

async function open(hostility: Hostility, factory = 'OpenAI-API-Compatible'): Promise<HostileUpstream> {
  upstream = await startHostileUpstream(hostility);
  const credential = { api_key: 'sk-hostile-0123456789' };
  await connect(testApp, owner, { url: upstream.url } as never, [{ name: 'm', type: 'chat' }], { factory, credential });
  return upstream;
}

const chat = (more: object = {}) => ask(`${testApp.url}/v1/chat/completions`, headers, { ...QUESTION, ...more });

describe('a client that leaves', () => {
  it.each([
    ['before the answer begins', 'OpenAI-API-Compatible', false],
    ['before the stream begins', 'OpenAI-API-Compatible', true],
    ['before a translated answer begins', 'Ollama', false],
    ['before a translated stream begins', 'Ollama', true],
  ])('%s ends the call', async (_when, factory, stream) => {
    const server = await open(HOSTILITIES.silence, factory);
    const asking = chat({ stream });
    await eventually(() => expect(server.requests).toHaveLength(1));
    asking.leave();
    await eventually(() => expect(server.open).toBe(0));
    await eventually(() => expect(records).toMatchObject([{ status: 499, attempts: 1, isStream: stream }]));
    expect(records).toMatchObject([{ isEstimated: true, outputTokens: 0 }]);
    expect(records[0]?.inputTokens).toBeGreaterThan(0);
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['a stream', 'OpenAI-API-Compatible', openAiEvent('Hello')],
    ['a translated stream', 'Ollama', ollamaLine('Hello')],
  ])('in %s ends the call', async (_what, factory, block) => {
    const server = await open(endless(block), factory);
    const asking = chat({ stream: true });
    const answer = await asking.begun;
    expect(answer.statusCode).toBe(200);
    asking.leave();
    await eventually(() => expect(server.open).toBe(0));
    await eventually(() => expect(records).toMatchObject([{ status: 499, attempts: 1, isStream: true }]));
  });

  it('while the next attempt is waited for is not asked for again', async () => {
    const server = await open(HOSTILITIES.reset_before_answer);
    const asking = chat();
    await eventually(() => expect(server.closed).toBe(1));
    asking.leave();
    await eventually(() => expect(records).toMatchObject([{ status: 499, attempts: 1 }]));
    expect(server.closed).toBe(1);
  });

  it('while it sends its body ends nothing but itself', async () => {
    const { hostname, port } = new URL(testApp.url);
    const socket = connectSocket(Number(port), hostname);
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: ${headers['authorization']}\r\n` +
        'content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"model":',
      () => socket.resetAndDestroy(),
    );
    await open(streaming(openAiEvent('Hello')));
    expect((await chat({ stream: true }).received).status).toBe(200);
    expect(records).toHaveLength(1);
  });
});

describe('a client that does not read', () => {
  it.each([
    ['pauses the provider', 'OpenAI-API-Compatible', openAiEvent('x'.repeat(1000))],
    ['pauses a provider that is translated', 'Ollama', ollamaLine('x'.repeat(1000))],
  ])('%s', async (_what, factory, block) => {
    const server = await open(endless(Buffer.from(block.repeat(50))), factory);
    const asking = chat({ stream: true });
    await asking.begun;
    let before = -1;
    await eventually(async () => {
      const written = server.bytesWritten;
      const hasPaused = written === before;
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(hasPaused).toBe(true);
    });
    expect(before).toBeLessThan(32 * MEGABYTE);
    asking.leave();
    await eventually(() => expect(records).toMatchObject([{ status: 499 }]));
  });
});

describe('a body', () => {
  it('of more than 32 MiB is refused', async () => {
    const { body, status } = await testApp.http
      .post('/v1/chat/completions')
      .set(headers)
      .set('content-length', String(32 * MEGABYTE + 1))
      .set('content-type', 'application/json')
      .send('{')
      .ok(() => true);
    expect([status, body]).toEqual([
      413,
      {
        error: {
          message: 'The request body is too large',
          type: 'invalid_request_error',
          param: null,
          code: 'request_too_large',
        },
      },
    ]);
  });

  it('that is compressed is refused', async () => {
    const { body, status } = await testApp.http
      .post('/v1/chat/completions')
      .set(headers)
      .set('content-encoding', 'gzip')
      .set('content-type', 'application/json')
      .send('{}')
      .ok(() => true);
    const message = 'The request body must not be encoded; its Content-Encoding is gzip';
    const error = { message, type: 'invalid_request_error', param: null, code: 'unsupported_encoding' };
    expect([status, body]).toEqual([415, { error }]);
  });

  it('has five minutes to come, and its head thirty seconds', () => {
    const { requestTimeout, headersTimeout } = testApp.app.getHttpServer();
    expect([requestTimeout, headersTimeout]).toEqual([300_000, 30_000]);
  });
});

describe('what can not be read as a request', () => {
  const answerTo = (sent: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(testApp.url);
      let received = '';
      const socket = connectSocket(Number(port), hostname, () => socket.write(sent));
      socket
        .on('data', (bytes: Buffer) => (received += bytes.toString()))
        .on('error', reject)
        .on('close', () => resolve(received));
    });

  it.each([
    ['a blank before a colon', 'GET /v1/models HTTP/1.1\r\nhost : x\r\n\r\n', 400, 'malformed_request'],
    [
      'too large a head',
      `GET /v1/models HTTP/1.1\r\nx: ${'x'.repeat(17_000)}\r\n\r\n`,
      431,
      'request_header_too_large',
    ],
  ])('is told so: %s', async (_what, sent, status, code) => {
    const [head, body] = (await answerTo(sent)).split('\r\n\r\n') as [string, string];
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(body)).toMatchObject({ error: { type: 'invalid_request_error', code } });
  });
});

describe.each([
  ['line feeds', '\n'],
  ['carriage returns and line feeds', '\r\n'],
])('the bytes of a stream whose lines end with %s', (_what, line) => {
  const written = (events: readonly string[]) => Buffer.from(events.map((event) => event + line + line).join(''));
  const events = Array.from({ length: 200 }, (_, at) => openAiEvent(`Grüße 😀 ${at}`).trim());
  const usage = 'data: {"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":22}}';
  const whole = written([...events, usage, 'data: [DONE]']);
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  /** Cut where it hurts: inside of line ends and of characters. */
  const pieces = (size: number) =>
    Array.from({ length: Math.ceil(whole.length / size) }, (_, at) => whole.subarray(at * size, (at + 1) * size));
  const slowly =
    (size: number): Hostility =>
    (socket) => {
      socket.setNoDelay(true);
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n');
      for (const piece of pieces(size)) {
        socket.write(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]));
      }
      socket.write('0\r\n\r\n');
    };

  it.each([1, 2, 3, 7, 1000])('are the provider’s, in pieces of %d', async (size) => {
    await open(slowly(size));
    const answer = await chat({ stream: true, stream_options: { include_usage: true } }).received;
    expect([answer.isWhole, answer.bytes, answer.sha256]).toEqual([true, whole.length, sha256(whole)]);
    expect(records).toMatchObject([{ status: 200, inputTokens: 11, outputTokens: 22, isEstimated: false }]);
  });

  it.each([1, 2, 3, 7, 1000])('lack exactly the usage that was not asked for, in pieces of %d', async (size) => {
    await open(slowly(size));
    const answer = await chat({ stream: true }).received;
    expect([answer.isWhole, answer.sha256]).toEqual([true, sha256(written([...events, 'data: [DONE]']))]);
    expect(records).toMatchObject([{ status: 200, inputTokens: 11, outputTokens: 22, isEstimated: false }]);
  });
});

it('a stream that tells its length is whole without its usage', async () => {
  const body = `${openAiEvent('Hello')}data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n`;
  await open((socket) =>
    socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
  );
  const answer = await chat({ stream: true }).received;
  expect([answer.isWhole, answer.tail]).toEqual([true, openAiEvent('Hello')]);
});
