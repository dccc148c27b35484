import type { Socket } from 'node:net';
import { Client } from 'pg';
import { aKey, aUser } from '../../support/actors.js';
import { openAiEvent, startHostileUpstream } from '../../support/hostile-upstream.js';
import { ask } from '../../support/raw-client.js';
import { startTestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { connect } from './gateway-world.js';

const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":22}}\n\n';

it('a server that closes ends its streams whole, takes nothing new, and writes down what was used', async () => {
  const testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  let line: Socket | null = null;
  const upstream = await startHostileUpstream((socket) => {
    line = socket;
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n');
    socket.write(openAiEvent('Hello'));
  });
  const owner = await aUser(testApp);
  await connect(testApp, owner, { url: upstream.url } as never, [{ name: 'm', type: 'chat' }], {
    credential: { api_key: 'sk-hostile-0123456789' },
  });
  const headers = { authorization: `Bearer ${(await aKey(testApp, owner)).token}` };
  const question = { model: 'm', stream: true, messages: [{ role: 'user', content: 'Hello' }] };
  const asking = ask(`${testApp.url}/v1/chat/completions`, headers, question);
  await asking.begun;
  const { received } = asking;

  const closing = testApp.app.close();
  await expect(untilRefused(`${testApp.url}/healthz`)).resolves.toBe('ECONNREFUSED');
  (line as Socket | null)?.end(`${USAGE}data: [DONE]\n\n`);
  const answer = await received;
  await closing;

  expect([answer.status, answer.isWhole, answer.tail]).toEqual([200, true, `${openAiEvent('Hello')}data: [DONE]\n\n`]);
  const database = new Client({ connectionString: testApp.databaseUrl });
  await database.connect();
  const { rows } = await database.query('SELECT used_tokens::int AS used FROM model_usage WHERE tenant_id = $1', [
    owner.tenantId,
  ]);
  await database.end();
  expect(rows).toEqual([{ used: 33 }]);
  await upstream.close();
  await testApp.dataSource.destroy();
}, 30_000);

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
