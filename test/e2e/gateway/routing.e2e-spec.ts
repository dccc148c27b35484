import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';

/** A provider whose next answers are told beforehand; it counts them. */
interface Scripted {
  url: string;
  calls: number;
  answer: (response: ServerResponse, call: number) => void;
  server: Server;
}

let testApp: TestApp;
let owner: Actor;
let headers: Record<string, string>;
const running: Scripted[] = [];

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  headers = { authorization: `Bearer ${(await aKey(testApp, owner)).token}` };
});

afterEach(() => {
  for (const { server } of running.splice(0)) server.close().closeAllConnections();
});

afterAll(() => testApp.close());

async function scripted(answer: Scripted['answer'], factory = 'OpenAI-API-Compatible'): Promise<Scripted> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      provider.calls += 1;
      provider.answer(response, provider.calls);
    });
  });
  const provider: Scripted = { url: '', calls: 0, answer, server };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  running.push(provider);
  await testApp.http
    .post('/api/v1/credentials')
    .set(owner.headers)
    .send({
      ...{ factory, label: provider.url, base_url: provider.url, credential: { api_key: 'sk-scripted-0123456789' } },
      ...{ models: [{ name: 'm', type: 'chat' }], verify: false },
    })
    .expect(200);
  return provider;
}

const well = (response: ServerResponse): void => {
  response.setHeader('content-type', 'application/json');
  response.end('{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}');
};

const refusing =
  (status: number, retryAfter?: string) =>
  (response: ServerResponse): void => {
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":{"message":"No"}}');
  };

const chat = (model = 'm', as = headers) =>
  testApp.http
    .post('/v1/chat/completions')
    .set(as)
    .send({ model, messages: [{ role: 'user', content: 'Hi' }] });

it.each([408, 500, 502, 503, 529])('asks once more after a %i', async (status) => {
  const provider = await scripted((response, call) => (call === 1 ? refusing(status)(response) : well(response)));
  const { headers: head } = await chat().expect(200);
  expect([provider.calls, head['x-latchkey-attempts']]).toEqual([2, '2']);
});

it.each([400, 422])('does not ask again after a %i', async (status) => {
  const provider = await scripted(refusing(status));
  await chat().expect(status);
  expect(provider.calls).toBe(1);
});

it('waits as long as a 429 asks for, where that is short', async () => {
  const provider = await scripted((response, call) => (call === 1 ? refusing(429, '1')(response) : well(response)));
  const before = performance.now();
  await chat().expect(200);
  expect(provider.calls).toBe(2);
  expect(performance.now() - before).toBeGreaterThanOrEqual(1000);
});

it('tells the client of a 429 that asks for more', async () => {
  const provider = await scripted(refusing(429, '60'));
  const { body, headers: head } = await chat().expect(429);
  expect(body.error).toEqual({ message: 'No', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' });
  expect([provider.calls, head['retry-after']]).toEqual([1, '60']);
});

it('goes to another credential of the factory', async () => {
  const ill = await scripted(refusing(401));
  const good = await scripted(well);
  for (let index = 0; index < 6; index += 1) await chat().expect(200);
  expect(good.calls).toBe(6);
  expect(ill.calls).toBeLessThanOrEqual(6);
});

it('leaves a provider alone that failed several times in a row, until its credential is changed', async () => {
  const provider = await scripted(refusing(500));
  await chat().expect(500);
  await chat().expect(500);
  const { body, headers: head } = await chat().expect(503);
  expect(body.error.code).toBe('provider_unavailable');
  expect(Number(head['retry-after'])).toBeGreaterThanOrEqual(1);
  const asked = provider.calls;
  provider.answer = well;
  await chat().expect(503);
  expect(provider.calls).toBe(asked);
  const { body: list } = await testApp.http.get('/api/v1/credentials').set(owner.headers).expect(200);
  const [{ id }] = list.data.items as [{ id: string }];
  await testApp.http.patch(`/api/v1/credentials/${id}`).set(owner.headers).send({ label: 'mended' }).expect(200);
  await chat().expect(200);
});

it('chooses among the targets of a weighted alias, and only those with it', async () => {
  const [one, other] = [await scripted(well), await scripted(well, 'VLLM')];
  await testApp.http
    .post('/api/v1/aliases')
    .set(owner.headers)
    .send({
      name: 'either',
      strategy: 'weighted',
      targets: [
        { model: 'm@OpenAI-API-Compatible', weight: 1 },
        { model: 'm@VLLM', weight: 1 },
      ],
    })
    .expect(200);
  for (let index = 0; index < 40; index += 1) await chat('either').expect(200);
  expect(one.calls + other.calls).toBe(40);
  expect(one.calls).toBeGreaterThan(0);
  expect(other.calls).toBeGreaterThan(0);
});

it('takes both tokens of a key that was rotated with overlap, and only the new one without', async () => {
  await scripted(well);
  const { id, token } = await aKey(testApp, owner);
  const rotate = async (overlap: number): Promise<string> => {
    const { body } = await testApp.http
      .post(`/api/v1/keys/${id}/rotate`)
      .set(owner.headers)
      .send({ overlap_seconds: overlap })
      .expect(200);
    return (body.data as { token: string }).token;
  };
  const second = await rotate(60);
  await chat('m', { authorization: `Bearer ${token}` }).expect(200);
  await chat('m', { authorization: `Bearer ${second}` }).expect(200);
  const third = await rotate(0);
  await chat('m', { authorization: `Bearer ${second}` }).expect(401);
  await chat('m', { authorization: `Bearer ${third}` }).expect(200);
});
