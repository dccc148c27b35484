import { aKey, aUser, type Actor } from '../../support/actors.js';
import { MeterBooks } from '../../../src/limits/metering/meter-books.js';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { startClock, stopClock } from '../../support/still-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { connect } from '../gateway/gateway-world.js';

let testApp: TestApp;
let owner: Actor;
let key: { id: string; token: string };
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(stopClock);
afterEach(startClock);

beforeEach(async () => {
  owner = await aUser(testApp);
  await connect(testApp, owner, await aFake(), [{ name: 'gpt-4o-mini', type: 'chat' }]);
  key = await aKey(testApp, owner);
});

afterAll(() => testApp.close());

const limit = (body: object) =>
  testApp.http.post('/api/v1/limits').set(owner.headers).send({ key_id: key.id, ...body }).expect(200); // prettier-ignore
const change = (body: object) => testApp.http.patch(`/api/v1/keys/${key.id}`).set(owner.headers).send(body).expect(200);
const explain = async (body: object = {}, actor = owner) => {
  const asked = { key_id: key.id, model: 'gpt-4o-mini', ...body };
  const answer = await testApp.http.post('/api/v1/keys/explain').set(actor.headers).send(asked).expect(200);
  return answer.body.data as { would_pass: boolean; decided_by: object | null; rules: { rule: string }[]; models: string[] }; // prettier-ignore
};
const chat = (body: object = {}) =>
  testApp.http
    .post('/v1/chat/completions')
    .set({ authorization: `Bearer ${key.token}` })
    .send({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }], ...body });

describe('whether a request would pass', () => {
  it('is yes where all rules let it', async () => {
    const said = await explain();
    expect(said).toMatchObject({ would_pass: true, decided_by: null, models: ['gpt-4o-mini@OpenAI-API-Compatible'] });
    expect(said.rules.map(({ rule }) => rule)).toEqual(['key', 'user', 'address', 'scope', 'model', 'provider']);
  });

  it('is no of a paused key', async () => {
    await change({ paused: true });
    expect((await explain()).decided_by).toEqual({ rule: 'key', passes: false, message: 'The key is paused', limit_id: null }); // prettier-ignore
  });

  it('is no from elsewhere', async () => {
    await change({ allowed_addresses: ['10.0.0.0/8'] });
    expect((await explain({ address: '192.0.2.1' })).decided_by).toMatchObject({
      rule: 'address',
      message: 'The API key may not be used from 192.0.2.1',
    });
    expect((await explain({ address: '10.1.1.1' })).would_pass).toBe(true);
  });

  it('is no without the scope', async () => {
    await change({ scopes: ['models:read'] });
    expect((await explain()).decided_by).toMatchObject({ rule: 'scope', message: 'The API key lacks the scope inference' }); // prettier-ignore
  });

  it('is no for a model that is not there, or not allowed', async () => {
    expect((await explain({ model: 'gone' })).decided_by).toMatchObject({ rule: 'model' });
    await change({ allowed_models: ['other'] });
    expect((await explain()).decided_by).toMatchObject({ rule: 'allowed_models' });
  });

  it('is no beyond a limit, which it names', async () => {
    const made = await limit({ budgets: [{ unit: 'requests', amount: 1, period: 'day' }] });
    expect((await explain()).would_pass).toBe(true);
    await chat().expect(200);
    await testApp.app.get(UsageRecorder).flush();
    expect((await explain()).decided_by).toEqual({
      rule: 'limit',
      passes: false,
      message: '1 request a day, of which 0 are left; the request takes 1',
      limit_id: made.body.data.id,
    });
  });

  it('is no beyond a rate, though this process holds nothing of it any more', async () => {
    const made = await limit({ requests_per_minute: 1 });
    await chat().expect(200);
    await testApp.app.get(MeterBooks).balance();
    expect((await explain()).decided_by).toEqual({
      rule: 'limit',
      passes: false,
      message: '1 request a minute, of which 0 are left; the request takes 1',
      limit_id: made.body.data.id,
    });
    const { body } = await testApp.http.get('/v1/key').set({ 'x-api-key': key.token }).expect(200);
    expect(body.limits).toMatchObject([{ unit: 'requests', period: 'minute', amount: 1, remaining: 0 }]);
  });

  it('is yes where an alias has a model whose own limit is not reached', async () => {
    await connect(testApp, owner, await aFake(), [{ name: 'spare', type: 'chat' }]);
    const targets = [{ model: 'gpt-4o-mini' }, { model: 'spare' }];
    await testApp.http.post('/api/v1/aliases').set(owner.headers).send({ name: 'best', strategy: 'ordered', targets }).expect(200); // prettier-ignore
    const made = await limit({ model: 'gpt-4o-mini', requests_per_minute: 0 });
    const said = await explain({ model: 'best' });
    expect(said).toMatchObject({ would_pass: true, models: ['spare@OpenAI-API-Compatible'] });
    expect(said.rules.at(-1)).toEqual({
      rule: 'limit',
      passes: true,
      message:
        '0 requests a minute, of which 0 are left; the request takes 1: gpt-4o-mini is left out, and the next model asked',
      limit_id: made.body.data.id,
    });
    const answer = await chat({ model: 'best' }).expect(200);
    expect(answer.headers['x-latchkey-model']).toBe('spare@OpenAI-API-Compatible');
    expect((await explain()).would_pass).toBe(false);
  });

  describe('of a budget of tokens', () => {
    /** `Hello`, and what is around it in the request. */
    const asked = { input_tokens: 4, max_tokens: 10 };
    const passes = async (amount: number) => {
      await limit({ budgets: [{ unit: 'tokens', amount, period: 'day' }] });
      const { would_pass } = await explain(asked);
      const { status } = await chat({ max_tokens: 10 });
      return { would_pass, status };
    };

    it('is yes where the most that it can use is left', async () => {
      expect(await passes(10_000)).toEqual({ would_pass: true, status: 200 });
    });

    it('is yes where what is expected of it is left, and not what is around it', async () => {
      expect(await passes(100)).toEqual({ would_pass: true, status: 200 });
    });

    it('is no where less is left', async () => {
      expect(await passes(10)).toEqual({ would_pass: false, status: 429 });
    });

    it('is told with both', async () => {
      const { body } = await limit({ budgets: [{ unit: 'tokens', amount: 10, period: 'day' }] });
      expect((await explain(asked)).decided_by).toEqual({
        rule: 'limit',
        passes: false,
        message: '10 tokens a day, of which 10 are left; the request takes 14, and may take 526',
        limit_id: (body as { data: { id: string } }).data.id,
      });
    });

    it('counts no answer where there is none', async () => {
      await connect(testApp, owner, await aFake(), [{ name: 'embed', type: 'embedding' }]);
      await limit({ budgets: [{ unit: 'tokens', amount: 600, period: 'day' }] });
      const of = { model: 'embed', endpoint: 'embeddings', input_tokens: 2 };
      expect((await explain(of)).decided_by).toBeNull();
      const answer = await testApp.http
        .post('/v1/embeddings')
        .set({ authorization: `Bearer ${key.token}` })
        .send({ model: 'embed', input: 'Hello' });
      expect(answer.status).toBe(200);
    });
  });

  it('is nobody else’s to ask', async () => {
    const stranger = await aUser(testApp);
    const asked = { key_id: key.id };
    await testApp.http.post('/api/v1/keys/explain').set(stranger.headers).send(asked).expect(404);
  });
});

describe('a key that asks for itself', () => {
  it('is told what it may, and has left', async () => {
    await limit({ requests_per_minute: 5, parallel_requests: 2, budgets: [{ unit: 'tokens', amount: 100_000, period: 'day' }] }); // prettier-ignore
    const { body: answer } = await chat().expect(200);
    await testApp.app.get(UsageRecorder).flush();
    const { body } = await testApp.http.get('/v1/key').set({ 'x-api-key': key.token }).expect(200);
    const left = 100_000 - (answer.usage as { total_tokens: number }).total_tokens;
    expect(body).toMatchObject({ id: key.id, name: 'test', scopes: ['*'], tenant_id: owner.tenantId });
    expect(body.limits).toHaveLength(3);
    expect(body.limits).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ whose: 'key', unit: 'requests', period: 'minute', amount: 5, remaining: 4 }),
        { whose: 'key', model: null, unit: 'parallel', period: 'none', amount: 2, remaining: 2, resets_at: null },
        expect.objectContaining({ unit: 'tokens', period: 'day', amount: 100_000, remaining: left }),
      ]),
    );
    expect(body).not.toHaveProperty('token');
  });

  it('is a key', async () => {
    const { body } = await testApp.http.get('/v1/key').set(owner.headers).expect(403);
    expect(body.error.message).toBe('Only an API key can ask for itself');
    const nobody = await testApp.http.get('/v1/key').expect(401);
    expect(nobody.body.error.code).toBe('invalid_api_key');
  });
});
