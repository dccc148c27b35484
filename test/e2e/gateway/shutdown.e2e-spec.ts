import type { Socket } from 'node:net';
import { Client } from 'pg';
import { aKey, aUser } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { openAiEvent, startHostileUpstream, type HostileUpstream } from '../../support/hostile-upstream.js';
import { ask } from '../../support/raw-client.js';
import { startServerProcess } from '../../support/server-process.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { connect } from './gateway-world.js';

const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":22}}\n\n';
const STOPPING = {
  error: { message: 'The server is stopping; ask again', type: 'server_error', param: null, code: 'unavailable' },
};

let testApp: TestApp;
let upstream: HostileUpstream;
/** To the provider, of each request. */
let lines: Socket[];
let tenantId: string;
let headers: Record<string, string>;

beforeEach(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  lines = [];
  // The first two get a stream that goes on, others nothing.
  upstream = await startHostileUpstream((socket) => {
    if (lines.push(socket) > 2) return;
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n');
    socket.write(openAiEvent('Hello'));
  });
  const owner = await aUser(testApp);
  await connect(testApp, owner, { url: upstream.url } as never, [{ name: 'm', type: 'chat' }], {
    credential: { api_key: 'sk-hostile-0123456789' },
  });
  tenantId = owner.tenantId;
  headers = { authorization: `Bearer ${(await aKey(testApp, owner)).token}` };
});

afterEach(() => upstream.close());

const chat = (url: string, stream: boolean, path = 'chat/completions') =>
  ask(`${url}/v1/${path}`, headers, {
    ...{ model: 'm', stream, max_tokens: 5 },
    messages: [{ role: 'user', content: 'Hello' }],
  });

async function select(query: string): Promise<object[]> {
  const database = new Client({ connectionString: testApp.databaseUrl });
  await database.connect();
  const { rows } = await database.query<object>(query, [tenantId]);
  await database.end();
  return rows;
}

it('a server that closes ends its streams whole, takes nothing new, and writes down what was used', async () => {
  const asking = chat(testApp.url, true);
  await asking.begun;
  const { received } = asking;

  const closing = testApp.app.close();
  await expect(untilRefused(`${testApp.url}/healthz`)).resolves.toBe('ECONNREFUSED');
  lines[0]?.end(`${USAGE}data: [DONE]\n\n`);
  const answer = await received;
  await closing;

  expect([answer.status, answer.isWhole, answer.tail]).toEqual([200, true, `${openAiEvent('Hello')}data: [DONE]\n\n`]);
  expect(await select('SELECT used_tokens::int AS used FROM model_usage WHERE tenant_id = $1')).toEqual([{ used: 33 }]);
  await testApp.dataSource.destroy();
}, 30_000);

it.each([1, 2])(
  'what goes on for too long is told so, and counted, by %s worker(s)',
  async (workers) => {
    const server = await startServerProcess(testApp.databaseUrl, {
      ...ALLOW_LOOPBACK,
      ...{ SHUTDOWN_GRACE: '1s', WEB_CONCURRENCY: String(workers) },
    });
    const [stream, message] = [chat(server.url, true), chat(server.url, true, 'messages')];
    await Promise.all([stream.begun, message.begun]);
    const whole = chat(server.url, false);
    const received = [stream, message, whole].map((asking) => asking.received);
    await eventually(() => expect(lines).toHaveLength(3));

    expect(await server.stop()).toBe(0);
    const [streamed, spoken, refused] = await Promise.all(received);
    expect([streamed?.status, streamed?.isWhole, streamed?.tail]).toEqual([
      200,
      true,
      `${openAiEvent('Hello')}\n\ndata: ${JSON.stringify(STOPPING)}\n\n`,
    ]);
    expect(spoken?.isWhole).toBe(true);
    expect(spoken?.tail.split('\n\n').at(-2)).toBe(
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"The server is stopping; ask again"}}',
    );
    expect([refused?.status, refused?.headers['retry-after'], JSON.parse(refused?.tail ?? '')]).toEqual([
      503,
      '1',
      STOPPING,
    ]);
    expect(lines.map(({ destroyed }) => destroyed)).toEqual([true, true, true]);
    const counted =
      'SELECT endpoint, status, output_tokens > 0 AS got FROM usage_events WHERE tenant_id = $1 ORDER BY endpoint, got';
    expect(await select(counted)).toEqual([
      { endpoint: 'chat', status: 499, got: false },
      { endpoint: 'chat', status: 499, got: true },
      { endpoint: 'messages', status: 499, got: true },
    ]);
    await testApp.close();
  },
  60_000,
);

/** Asks on new connections until none is taken. */
async function untilRefused(url: string): Promise<string> {
  for (;;) {
    const code = await ask(url, {}, {}).begun.then(
      (answer) => void answer.destroy(),
      (error: unknown) => (error as NodeJS.ErrnoException).code,
    );
    if (code === 'ECONNREFUSED') return code;
  }
}
