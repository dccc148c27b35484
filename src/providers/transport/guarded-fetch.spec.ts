import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FakeProvider, startFakeProvider } from '../../../test/support/fake-provider/start-fake-provider.js';
import { closedPortUrl } from '../../../test/support/fake-provider/closed-port.js';
import { OutboundGuard } from '../outbound-guard.js';
import { guardedFetch } from './guarded-fetch.js';

describe('guardedFetch', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  let fake: FakeProvider;

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'openai' });
  });

  afterEach(() => fake.close());
  afterAll(() => guard.close());

  const models = (fetch: typeof globalThis.fetch, init: RequestInit = {}): Promise<Response> =>
    fetch(`${fake.url}/models`, { headers: { authorization: `Bearer ${fake.apiKey!}` }, ...init });

  it('fetches', async () => {
    const answer = await models(guardedFetch(guard.dispatcher));

    expect(answer.status).toBe(200);
    await expect(answer.json()).resolves.toMatchObject({ object: 'list' });
  });

  it('sends a body and the method', async () => {
    await models(guardedFetch(guard.dispatcher), { method: 'POST', body: '{"a":1}' });

    expect(fake.requests[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
  });

  it('follows no redirect', async () => {
    fake.behave('redirect');
    const answer = await models(guardedFetch(guard.dispatcher));

    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://169.254.169.254/latest/meta-data']);
  });

  it('goes to no address that the guard refuses', async () => {
    const strict = new OutboundGuard({ allow: [] });

    await expect(models(guardedFetch(strict.dispatcher))).rejects.toMatchObject({ causeClass: 'blocked_address' });
    await strict.close();
  });

  it('closes the connection when nobody reads on, though the server is silent', async () => {
    const server = createServer((_request, response) => void response.write('first'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const [closed, answer] = await Promise.all([
      once(server, 'request').then(([, response]) => once(response as ServerResponse, 'close')),
      guardedFetch(guard.dispatcher)(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`).then(
        async ({ body }) => {
          const reader = body!.getReader();
          const { value } = await reader.read();
          await reader.cancel();
          return Buffer.from(value as Uint8Array).toString();
        },
      ),
    ]);
    server.close();

    expect([closed, answer]).toEqual([[], 'first']);
  });

  it('names what the connection did wrong', async () => {
    const fetch = guardedFetch(guard.dispatcher);

    await expect(fetch(await closedPortUrl())).rejects.toMatchObject({ causeClass: 'connection_refused' });
  });

  it('stops when told to', async () => {
    fake.behave('timeout');
    const aborted = AbortSignal.abort();

    await expect(models(guardedFetch(guard.dispatcher), { signal: aborted })).rejects.toMatchObject({
      causeClass: 'timeout',
    });
  });

  it('does not read more than it is allowed to', async () => {
    const answer = await models(guardedFetch(guard.dispatcher, 10));

    await expect(answer.text()).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: 'The answer is too large',
    });
  });

  it('names what broke off in the middle', async () => {
    fake.behave('broken_off');
    const answer = await models(guardedFetch(guard.dispatcher));

    await expect(answer.text()).rejects.toMatchObject({ causeClass: 'connection_refused' });
  });
});
