import type { Response } from 'supertest';
import { aKey, aUser } from '../../support/actors.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { connect } from '../gateway/gateway-world.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';

const ORIGIN = 'https://app.example.com';
const STRANGER = 'https://evil.example';

describe('CORS', () => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { CORS_ORIGINS: ORIGIN, ...ALLOW_LOOPBACK } });
  });

  afterAll(() => testApp.close());

  const preflight = (path: string, origin: string, method: string) =>
    testApp.http.options(path).set({
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type,x-stainless-lang',
    });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('lets pages of an allowed origin send %s', async (method) => {
    const { headers } = await preflight('/api/v1/keys', ORIGIN, method);
    expect(headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(headers['access-control-allow-methods']).toContain(method);
  });

  it('lets no other origin in', async () => {
    const { headers } = await preflight('/api/v1/keys', STRANGER, 'GET');
    expect(headers['access-control-allow-origin']).not.toBe(STRANGER);
  });

  describe('on the data plane', () => {
    let fake: FakeProvider;
    let key: string;
    const aFake = fakesPerTest();

    beforeEach(async () => {
      const owner = await aUser(testApp);
      fake = await aFake();
      await connect(testApp, owner, fake, [{ name: 'gpt-4o-mini', type: 'chat' }]);
      key = (await aKey(testApp, owner)).token;
    });

    const chat = (body: object, token = key, origin = ORIGIN): Promise<Response> =>
      testApp.http
        .post('/v1/chat/completions')
        .set({ origin, authorization: `Bearer ${token}` })
        .send({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }], ...body })
        .then((response) => response);

    const list = (origin: string): Promise<Response> =>
      testApp.http
        .get('/v1/models')
        .set({ origin, authorization: `Bearer ${key}` })
        .then((response) => response);

    it.each([
      ['/v1/chat/completions', 'POST'],
      ['/v1/messages', 'POST'],
      ['/v1/messages/count_tokens', 'POST'],
      ['/v1/embeddings', 'POST'],
      ['/v1/rerank', 'POST'],
      ['/v1/audio/speech', 'POST'],
      ['/v1/audio/transcriptions', 'POST'],
      ['/v1/models', 'GET'],
      ['/v1/models/org/name', 'GET'],
    ])('answers the preflight of %s', async (path, method) => {
      const { status, headers } = await preflight(path, ORIGIN, method);
      expect(status).toBe(204);
      expect(headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(headers['access-control-allow-methods']).toContain(method);
      expect(headers['access-control-allow-headers']).toBe('authorization,content-type,x-stainless-lang');
    });

    it.each([
      ['an answer', 200, () => chat({})],
      ['a stream', 200, () => chat({ stream: true })],
      ['the list of models', 200, () => list(ORIGIN)],
      ['a refusal to strangers', 401, () => chat({}, 'lbk_forged')],
      ['a refusal of the body', 400, () => chat({ messages: 7 })],
      ['a refusal of the model', 404, () => chat({ model: 'none' })],
    ])('lets the page read %s', async (_what, expected, ask) => {
      const { status, headers } = await ask();
      expect(status).toBe(expected);
      expect(headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(headers['access-control-expose-headers']).toContain('X-Request-Id');
    });

    it('lets the page read a refusal of the provider', async () => {
      fake.behave('unauthorized');
      const { status, headers } = await chat({});
      expect([status, headers['access-control-allow-origin']]).toEqual([401, ORIGIN]);
    });

    it('lets no other origin read anything', async () => {
      const answers = [await chat({}, key, STRANGER), await list(STRANGER)];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers.filter(({ headers }) => headers['access-control-allow-origin'] === STRANGER)).toEqual([]);
    });
  });
});
