import { once } from 'node:events';
import { createServer, request as httpRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';

/** Each is a token or more. */
const WORDS = ['Once ', 'upon ', 'a ', 'time ', 'there ', 'was ', 'a ', 'key ', 'to ', 'every ', 'door ', '.'];

let testApp: TestApp;
let upstream: Server;
let owner: Actor;
let key: { id: string; token: string };
let limitId: string;
/** Gives the next piece of the answer, and hears when nobody wants it any more. */
let answer: { write: (word: string) => void; closed: Promise<void> };
let asked: Promise<void>;

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  let tell: () => void = () => undefined;
  const expectRequest = (): void => {
    asked = new Promise((resolve) => (tell = resolve));
  };
  expectRequest();
  upstream = createServer((request, response: ServerResponse) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const closed = once(response, 'close').then(() => undefined);
    const write = (content: string): void => {
      const choices = [{ index: 0, delta: { content }, finish_reason: null }];
      response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices })}\n\n`);
    };
    answer = { write, closed };
    tell();
    expectRequest();
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  owner = await aUser(testApp);
  const credential = {
    factory: 'OpenAI-API-Compatible',
    label: 'streams',
    base_url: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`,
    credential: { api_key: 'sk-0123456789abcdef' },
    models: [{ name: 'streams', type: 'chat' }],
    verify: false,
  };
  await testApp.http.post('/api/v1/credentials').set(owner.headers).send(credential).expect(200);
  key = await aKey(testApp, owner);
  const budgets = [{ unit: 'tokens', amount: 10_000_000, period: 'month' }];
  const made = await testApp.http
    .post('/api/v1/limits')
    .set(owner.headers)
    .send({ key_id: key.id, budgets, parallel_requests: 1 })
    .expect(200);
  limitId = (made.body.data as { id: string }).id;
});

afterAll(async () => {
  await testApp.close();
  upstream.closeAllConnections();
  upstream.close();
});

interface Row {
  status: number;
  input: number;
  output: number;
}

const rows = (): Promise<Row[]> =>
  testApp.dataSource.query<Row[]>(
    `SELECT status, input_tokens::int AS input, output_tokens::int AS output FROM usage_events WHERE key_id = $1 ORDER BY at, id`,
    [key.id],
  );

/** Reads so many pieces of a stream, and leaves. */
async function leaveAfter(pieces: number): Promise<void> {
  const body = JSON.stringify({
    model: 'streams',
    stream: true,
    messages: [{ role: 'user', content: 'Tell a story' }],
  });
  const headers = { authorization: `Bearer ${key.token}`, 'content-type': 'application/json' };
  const request = httpRequest(`${testApp.url}/v1/chat/completions`, { method: 'POST', headers });
  request.on('error', () => undefined);
  const here = asked;
  request.end(body);
  await here;
  if (pieces > 0) {
    let heard = '';
    const read = new Promise<void>((resolve) => {
      request.on('response', (response) => {
        response.on('error', () => undefined);
        response.on('data', (piece: Buffer) => {
          heard += piece.toString();
          if (heard.split('"content"').length > pieces) resolve();
        });
      });
    });
    for (const word of WORDS.slice(0, pieces)) answer.write(word);
    await read;
  }
  request.destroy();
}

describe('a stream whose client leaves', () => {
  it.each(WORDS.map((_, index) => index))('after piece %i is settled once, and ended upstream', async (pieces) => {
    const before = (await rows()).length;
    await leaveAfter(pieces);
    await answer.closed;
    await eventually(async () => {
      await testApp.app.get(UsageRecorder).flush();
      expect(await rows()).toHaveLength(before + 1);
    });
    const last = (await rows()).at(-1) as Row;
    expect(last.status).toBe(499);
    expect(last.input).toBeGreaterThan(0);
    expect(last.output).toBeGreaterThanOrEqual(pieces);
    const used = (await rows()).reduce((sum, { input, output }) => sum + input + output, 0);
    const { body } = await testApp.http.get(`/api/v1/limits/${limitId}`).set(owner.headers).expect(200);
    expect(body.data.budgets).toMatchObject([{ spent: used, reserved: 0 }]);
  });
});
