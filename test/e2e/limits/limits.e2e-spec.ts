import OpenAI from 'openai';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { Admissions } from '../../../src/limits/metering/admissions.js';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { aKey, anAdministrator, aUser, join, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startClock, stopClock } from '../../support/still-clock.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { connect } from '../gateway/gateway-world.js';

let testApp: TestApp;
let admin: Actor;
let owner: Actor;
let fake: FakeProvider;
let key: { id: string; token: string };
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  admin = await anAdministrator(testApp);
});

beforeEach(stopClock);
afterEach(startClock);

beforeEach(async () => {
  owner = await aUser(testApp);
  fake = await aFake();
  await connect(testApp, owner, fake, [
    { name: 'gpt-4o-mini', type: 'chat' },
    { name: 'gpt-4o', type: 'chat' },
  ]);
  key = await aKey(testApp, owner);
});

afterAll(() => testApp.close());

interface Budget {
  id: string;
  spent: number;
  reserved: number;
  window_end: string;
}

const limit = (body: object, actor: Actor = owner) => testApp.http.post('/api/v1/limits').set(actor.headers).send(body);
const limitKey = (body: object) => limit({ key_id: key.id, ...body }).expect(200);
const chat = (body: object = {}, token = key.token) =>
  testApp.http
    .post('/v1/chat/completions')
    .set({ authorization: `Bearer ${token}` })
    .send({ model: 'gpt-4o-mini', max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }], ...body });
const alias = (name: string, models: readonly string[]) => {
  const targets = models.map((model) => ({ model }));
  return testApp.http.post('/api/v1/aliases').set(owner.headers).send({ name, strategy: 'ordered', targets }).expect(200); // prettier-ignore
};
const read = async (id: string) => {
  await testApp.app.get(UsageRecorder).flush();
  const { body } = await testApp.http.get(`/api/v1/limits/${id}`).set(owner.headers).expect(200);
  return body.data as { budgets: Budget[]; version: number };
};

describe('setting limits', () => {
  it('shows what was set', async () => {
    const made = await limitKey({
      model: 'gpt-4o-mini@OpenAI-API-Compatible',
      requests_per_minute: 60,
      tokens_per_minute: 10_000,
      parallel_requests: 4,
      budgets: [{ unit: 'usd', amount: 12.5, period: 'month', alert_at_percent: [100, 80] }],
    });
    expect(made.body.data).toMatchObject({
      tenant_id: owner.tenantId,
      key_id: key.id,
      model: 'gpt-4o-mini@OpenAI-API-Compatible',
      requests_per_minute: 60,
      tokens_per_minute: 10_000,
      parallel_requests: 4,
      unknown_spend: 'deny',
      version: 1,
      budgets: [{ unit: 'usd', amount: 12.5, period: 'month', alert_at_percent: [80, 100], spent: 0, reserved: 0 }],
    });
    const listed = await testApp.http.get(`/api/v1/limits?key_id=${key.id}`).set(owner.headers).expect(200);
    const { alert_secret: secret, ...shown } = made.body.data as { alert_secret: null };
    expect(secret).toBeNull();
    expect(listed.body.data).toEqual({ items: [shown], next_cursor: null });
  });

  it('is told of by the audit with what it allows, before and after', async () => {
    const usd = (amount: number) => ({ budgets: [{ unit: 'usd', period: 'month', amount }] });
    const { body } = await limitKey({ requests_per_minute: 60, ...usd(0.03) });
    const { id } = body.data as { id: string };
    await testApp.http.patch(`/api/v1/limits/${id}`).set(owner.headers).send(usd(1_000_000)).expect(200);
    await testApp.http.patch(`/api/v1/limits/${id}`).set(owner.headers).send({ unknown_spend: 'allow' }).expect(200);
    await testApp.http.delete(`/api/v1/limits/${id}`).set(owner.headers).expect(200);
    const told = await testApp.http
      .get('/api/v1/audit')
      .query({ target_kind: 'limit', target_id: id })
      .set(admin.headers)
      .expect(200);
    const events = (told.body.data as { items: { action: string; details: object }[] }).items;
    const of = { key_id: key.id, model: null };
    const much = ['1000000 USD a month', '60 requests a minute'];
    expect(events.map(({ action, details }) => [action, details])).toEqual([
      ['limit.deleted', of],
      ['limit.changed', { ...of, allows: much, unknown_spend: 'allow' }],
      ['limit.changed', { ...of, allows: much, unknown_spend: 'deny' }],
      ['limit.created', { ...of, allows: ['0.03 USD a month', '60 requests a minute'], unknown_spend: 'deny' }],
    ]);
  });

  it.each([
    ['nothing', {}],
    ['no more than a version', { version: 1 }],
    [
      'what it is already',
      {
        requests_per_minute: 60,
        tokens_per_minute: null,
        unknown_spend: 'deny',
        alert_url: null,
        budgets: [
          { unit: 'tokens', amount: 100, period: 'day' },
          { unit: 'usd', amount: 0.5, period: 'month', alert_at_percent: [100, 80] },
        ],
      },
    ],
  ])('is as it was after a change of %s', async (_, change) => {
    const budgets = [
      { unit: 'usd', amount: 0.5, period: 'month', alert_at_percent: [80, 100] },
      { unit: 'tokens', amount: 100, period: 'day' },
    ];
    const { body: made } = await limitKey({ requests_per_minute: 60, budgets });
    const { id } = made.data as { id: string };
    const patch = (body: object) => testApp.http.patch(`/api/v1/limits/${id}`).set(owner.headers).send(body);
    const [known] = await testApp.dataSource.query<object[]>('SELECT limits_version FROM api_keys WHERE id = $1', [key.id]); // prettier-ignore
    const { body: answer } = await patch(change).expect(200);
    expect(answer.data).toEqual(made.data);
    expect(answer.data.version).toBe(1);
    const now = await testApp.dataSource.query<object[]>('SELECT limits_version FROM api_keys WHERE id = $1', [key.id]);
    expect(now).toEqual([known]);
    const trail = await auditTrail(testApp.dataSource, `limit:${id}`);
    expect(trail.map(({ action }) => action)).toEqual(['limit.created']);
    const stale = await patch({ ...change, version: 2 }).expect(409);
    expect(stale.body.message).toBe('The limit was changed meanwhile; it is at version 1');
  });

  it('is changed by another share at which somebody is told', async () => {
    const budgets = (alert_at_percent: number[]) => [{ unit: 'tokens', amount: 100, period: 'day', alert_at_percent }];
    const { body: made } = await limitKey({ budgets: budgets([80]) });
    const path = `/api/v1/limits/${(made.data as { id: string }).id}`;
    const { body } = await testApp.http
      .patch(path)
      .set(owner.headers)
      .send({ budgets: budgets([90]) })
      .expect(200);
    expect(body.data).toMatchObject({ version: 2, budgets: [{ alert_at_percent: [90] }] });
  });

  it('tells those of the tenant as a whole apart', async () => {
    await limitKey({ requests_per_minute: 1 });
    const made = await limit({ tenant_id: owner.tenantId, parallel_requests: 5 }, admin).expect(200);
    const { id } = (made.body as { data: { id: string } }).data;
    const { body } = await testApp.http.get('/api/v1/limits?key_id=none').set(owner.headers).expect(200);
    expect(body).toMatchObject({ data: { items: [{ id, key_id: null }], next_cursor: null } });
    await testApp.http.get('/api/v1/limits?key_id=nobody').set(owner.headers).expect(400);
  });

  it('has one limit for each subject', async () => {
    await limitKey({ requests_per_minute: 1 });
    const { body } = await limit({ key_id: key.id, requests_per_minute: 2 }).expect(409);
    expect(body).toEqual({
      code: RetCode.CONFLICT,
      message: 'That is limited already; change the limit that there is',
      data: null,
    });
  });

  it.each([
    [{}, 'Field budgets is required where no other limit is set'],
    [{ requests_per_minute: -1 }, 'requests_per_minute must not be less than 0'],
    [{ budgets: [{ unit: 'tokens', amount: 1.5, period: 'day' }] }, 'Field budgets.0.amount must be a whole number'],
    [
      { budgets: [{ unit: 'usd', amount: 0.0000001, period: 'day' }] },
      'Field budgets.0.amount must have at most 6 decimal places',
    ],
    [
      { budgets: [{ unit: 'usd', amount: 1.5e-7, period: 'day' }] },
      'Field budgets.0.amount must have at most 6 decimal places',
    ],
    [
      { budgets: [{ unit: 'usd', amount: 2.0000001, period: 'day' }] },
      'Field budgets.0.amount must have at most 6 decimal places',
    ],
    [{ budgets: [{ unit: 'usd', amount: '25', period: 'day' }] }, 'Field budgets.0.amount must be a number'],
    [{ budgets: [{ unit: 'usd', period: 'day' }] }, 'Field budgets.0.amount must be a number'],
    [{ budgets: [{ unit: 'eur', amount: 1, period: 'day' }] }, 'unit must be one of: usd, tokens, requests'],
    [
      { budgets: [1, 2].map((amount) => ({ unit: 'usd', amount, period: 'day' })) },
      'Field budgets must have one for each unit and period at most',
    ],
  ])('refuses %j', async (body, message) => {
    const answer = await limit({ key_id: key.id, ...body }).expect(400);
    expect(answer.body.code).toBe(RetCode.ARGUMENT_ERROR);
    expect(answer.body.message).toContain(message);
  });

  it('is not set where a field is mistyped', async () => {
    const budgets = [{ unit: 'usd', amount: 1, period: 'day', alert_at: [80] }];
    const answer = await limit({ key_id: key.id, request_per_minute: 60, budgets }).expect(400);
    const unknown = (field: string) => ({ field, rule: 'unknown', message: `Field ${field} is not known` });
    expect(answer.body).toEqual({
      code: RetCode.ARGUMENT_ERROR,
      message: 'Field request_per_minute is not known',
      data: null,
      errors: [unknown('request_per_minute'), unknown('budgets.0.alert_at')],
    });
    const listed = await testApp.http.get(`/api/v1/limits?key_id=${key.id}`).set(owner.headers).expect(200);
    expect(listed.body.data.items).toEqual([]);
  });

  it('is of models, and of no alias for them', async () => {
    await alias('fast', ['gpt-4o-mini']);
    await alias('gpt-4o', ['gpt-4o-mini']);
    const answer = await limit({ key_id: key.id, model: 'fast', requests_per_minute: 1 }).expect(400);
    expect(answer.body).toMatchObject({
      code: RetCode.ARGUMENT_ERROR,
      message: 'Field model is an alias; name the model that is to be bounded',
      errors: [{ field: 'model', rule: 'model' }],
    });
    await limitKey({ model: 'gpt-4o', requests_per_minute: 1 });
  });

  it('leaves tenants to administrators, and keys to those who manage the tenant', async () => {
    const member = await aUser(testApp);
    await join(testApp, member, owner.tenantId, 'member');
    const headers = { ...member.headers, 'x-tenant-id': owner.tenantId };
    const own = await testApp.http.post('/api/v1/keys').set(headers).send({ name: 'mine' }).expect(200);
    const { id } = own.body.data as { id: string };
    const refused = await testApp.http.post('/api/v1/limits').set(headers).send({ key_id: id, requests_per_minute: 5 }).expect(403); // prettier-ignore
    expect(refused.body.message).toBe('Only those who manage the tenant can limit its keys');
    const tenant = await limit({ requests_per_minute: 5 }).expect(403);
    expect(tenant.body.message).toBe('Only an administrator can limit a tenant');
    const alert_url = 'http://127.0.0.1:8099/hooks/secret';
    await limit({ tenant_id: owner.tenantId, requests_per_minute: 5, alert_url }, admin).expect(200);
    await limitKey({ requests_per_minute: 5 });
    const seen = await testApp.http.get('/api/v1/limits').set(headers).expect(200);
    expect(seen.body.data.items).toMatchObject([{ key_id: null, alert_url: null }]);
    const managed = await testApp.http.get('/api/v1/limits').set(owner.headers).expect(200);
    expect(managed.body.data.items).toMatchObject([{ key_id: key.id }, { key_id: null, alert_url }]);
  });

  it('bounds how many each request has to pass', async () => {
    await testApp.dataSource.query(
      `INSERT INTO limits (id, tenant_id, key_id, model)
       SELECT gen_random_uuid(), $1, $2, 'model-' || number FROM generate_series(1, 100) AS number`,
      [owner.tenantId, key.id],
    );
    const answer = await limit({ key_id: key.id, requests_per_minute: 5 }).expect(400);
    expect(answer.body.message).toBe('Field key_id has 100 limits, which is the most');
    await limit({ tenant_id: owner.tenantId, requests_per_minute: 5 }, admin).expect(200);
  });

  it('lets no key loosen its own', async () => {
    const { id, token } = await aKey(testApp, owner, { scopes: ['inference', 'keys:read', 'keys:write'] });
    const headers = { authorization: `Bearer ${token}` };
    const set = await limit({ key_id: id, requests_per_minute: 5 }).expect(200);
    const own = `/api/v1/limits/${set.body.data.id as string}`;
    const refused = await testApp.http.patch(own).set(headers).send({ requests_per_minute: 500 }).expect(403);
    expect(refused.body.message).toBe('No key can change its own limits');
    await testApp.http.delete(own).set(headers).expect(403);
    const of = (keyId: string) => testApp.http.post('/api/v1/limits').set(headers).send({ key_id: keyId, model: 'gpt-4o', requests_per_minute: 1 }); // prettier-ignore
    await of(id).expect(403);
    await of(key.id).expect(200);
  });

  it('is not seen, nor reached, by other tenants', async () => {
    const { body } = await limitKey({ requests_per_minute: 5 });
    const stranger = await aUser(testApp);
    const { id } = body.data as { id: string };
    await testApp.http.get(`/api/v1/limits/${id}`).set(stranger.headers).expect(404);
    await testApp.http.delete(`/api/v1/limits/${id}`).set(stranger.headers).expect(404);
    const listed = await testApp.http.get('/api/v1/limits').set(stranger.headers).expect(200);
    expect(listed.body.data).toEqual({ items: [], next_cursor: null });
    await limit({ key_id: key.id, requests_per_minute: 1 }, stranger).expect(404);
  });
});

describe('requests a minute', () => {
  it('lets so many through, and says when to come again', async () => {
    await limitKey({ requests_per_minute: 2 });
    const first = await chat().expect(200);
    expect(first.headers['ratelimit-policy']).toBe('"key-requests-minute";q=2;w=60');
    expect(first.headers['ratelimit']).toBe('"key-requests-minute";r=1;t=30');
    await chat().expect(200);
    const refused = await chat().expect(429);
    expect(refused.body.error).toMatchObject({ type: 'rate_limit_error', code: 'rate_limit_exceeded' });
    expect(refused.body.error.message).toBe('The API key may use 2 requests a minute; try again in 30 s');
    expect(refused.headers['retry-after']).toBe('30');
    expect(refused.headers['ratelimit']).toBe('"key-requests-minute";r=0;t=30');
    expect(fake.requests).toHaveLength(2);
  });

  it('does not count what was refused before a provider was asked', async () => {
    await limitKey({ requests_per_minute: 1, parallel_requests: 0 });
    await chat().expect(429);
    const [first] = (await testApp.http.get(`/api/v1/limits?key_id=${key.id}`).set(owner.headers)).body.data.items;
    await testApp.http.patch(`/api/v1/limits/${first.id}`).set(owner.headers).send({ parallel_requests: null }).expect(200); // prettier-ignore
    await chat().expect(200);
    await chat().expect(429);
  });

  it('holds a tenant’s keys, and its users, together', async () => {
    await limit({ tenant_id: owner.tenantId, requests_per_minute: 2 }, admin).expect(200);
    await chat().expect(200);
    await chat({}, owner.token).expect(200);
    const refused = await chat({}, (await aKey(testApp, owner)).token).expect(429);
    expect(refused.body.error.message).toBe('The tenant may use 2 requests a minute; try again in 30 s');
  });

  it('speaks Anthropic’s words on its path', async () => {
    await limitKey({ requests_per_minute: 0 });
    const answer = await testApp.http
      .post('/v1/messages')
      .set({ 'x-api-key': key.token })
      .send({ model: 'gpt-4o-mini', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] })
      .expect(429);
    expect(answer.body.error.type).toBe('rate_limit_error');
  });
});

describe('one model of a key', () => {
  it('is limited by itself', async () => {
    await limitKey({ model: 'gpt-4o-mini', requests_per_minute: 1 });
    await chat().expect(200);
    const refused = await chat().expect(429);
    expect(refused.body.error.message).toBe(
      'The API key, with gpt-4o-mini, may use 1 request a minute; try again in 30 s',
    );
    const other = await chat({ model: 'gpt-4o' }).expect(200);
    expect(other.headers['ratelimit']).toBeUndefined();
  });

  it('has a limit of its own for each name of it, and each is told of', async () => {
    await limitKey({ model: 'gpt-4o-mini', requests_per_minute: 5 });
    await limitKey({ model: 'gpt-4o-mini@OpenAI-API-Compatible', requests_per_minute: 9 });
    const { headers } = await chat().expect(200);
    expect(headers['ratelimit-policy']?.split(', ').sort()).toEqual([
      '"model-gpt-4o-mini-requests-minute";q=5;w=60',
      '"model-gpt-4o-mini@OpenAI-API-Compatible-requests-minute";q=9;w=60',
    ]);
  });

  it('leaves an alias to its other targets', async () => {
    await alias('best', ['gpt-4o-mini', 'gpt-4o']);
    await limitKey({ model: 'gpt-4o-mini', requests_per_minute: 1 });
    await chat({ model: 'best' }).expect(200);
    const second = await chat({ model: 'best' }).expect(200);
    expect(second.headers['x-latchkey-model']).toBe('gpt-4o@OpenAI-API-Compatible');
  });
});

describe('tokens a minute', () => {
  it('are taken before, and given back after', async () => {
    await limitKey({ tokens_per_minute: 100 });
    await chat({ max_tokens: 60 }).expect(200);
    await chat({ max_tokens: 60 }).expect(200);
    const tooMuch = await chat({ max_tokens: 1000 }).expect(429);
    expect(tooMuch.body.error.message).toMatch(
      /and this request alone may use 100\d tokens; a chat with a smaller max_tokens may use less$/,
    );
    // However long somebody waits, it would not pass.
    expect(tooMuch.headers['retry-after']).toBeUndefined();
    expect(tooMuch.headers['x-should-retry']).toBe('false');
  });
});

describe('budgets', () => {
  it('are spent by what was used, and end in insufficient_quota', async () => {
    const made = await limitKey({ budgets: [{ unit: 'requests', amount: 2, period: 'day' }] });
    const { id } = made.body.data as { id: string };
    await chat().expect(200);
    await chat().expect(200);
    const refused = await chat().expect(429);
    expect(refused.body.error).toMatchObject({ type: 'insufficient_quota', code: 'insufficient_quota' });
    expect(refused.body.error.message).toMatch(/^The API key may use 2 requests a day, which is used up; it begins anew at \d{4}-\d\d-\d\dT00:00:00.000Z$/); // prettier-ignore
    expect(refused.headers['x-should-retry']).toBe('false');
    expect((await read(id)).budgets).toMatchObject([{ spent: 2, reserved: 0 }]);
  });

  it('of tokens are settled with what the provider counted', async () => {
    const made = await limitKey({ budgets: [{ unit: 'tokens', amount: 1_000_000, period: 'month' }] });
    const { body } = await chat().expect(200);
    const { budgets } = await read((made.body.data as { id: string }).id);
    expect(budgets).toMatchObject([{ spent: body.usage.total_tokens, reserved: 0 }]);
  });

  it('give back what a failed request had reserved', async () => {
    const made = await limitKey({ budgets: [{ unit: 'tokens', amount: 1_000_000, period: 'month' }] });
    fake.behave('unauthorized');
    await chat().expect(401);
    expect((await read((made.body.data as { id: string }).id)).budgets).toMatchObject([{ spent: 0, reserved: 0 }]);
  });

  it('deny what has no price, unless told otherwise', async () => {
    const made = await limitKey({ budgets: [{ unit: 'usd', amount: 10, period: 'month' }] });
    const { id } = made.body.data as { id: string };
    const refused = await chat().expect(429);
    expect(refused.body.error.message).toBe(
      'The API key may use 10 USD a month, and what the model gpt-4o-mini@OpenAI-API-Compatible costs is not known; set its price, or let the limit allow unknown spend',
    );
    expect(refused.body.error).toMatchObject({ type: 'insufficient_quota', code: 'insufficient_quota' });
    // Waiting sets no price.
    expect(refused.headers['retry-after']).toBeUndefined();
    expect(refused.headers['x-should-retry']).toBe('false');
    await testApp.http.patch(`/api/v1/limits/${id}`).set(owner.headers).send({ unknown_spend: 'allow' }).expect(200);
    await chat().expect(200);
  });

  it('of money are asked once by OpenAI’s client where a price is not known', async () => {
    await limitKey({ budgets: [{ unit: 'usd', amount: 10, period: 'month' }] });
    const answers: Response[] = [];
    const client = new OpenAI({
      apiKey: key.token,
      baseURL: `${testApp.url}/v1`,
      maxRetries: 2,
      fetch: async (...request) => {
        const answer = await fetch(...request);
        answers.push(answer);
        return answer;
      },
    });
    const asked = client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    await expect(asked).rejects.toMatchObject({ status: 429, code: 'insufficient_quota', type: 'insufficient_quota' });
    expect(answers.map(({ status }) => status)).toEqual([429]);
  });

  it('are lowered at once, and keep what was spent', async () => {
    const made = await limitKey({ budgets: [{ unit: 'requests', amount: 100, period: 'day' }] });
    const { id } = made.body.data as { id: string };
    await chat().expect(200);
    const budgets = [{ unit: 'requests', amount: 1, period: 'day' }];
    await testApp.http.patch(`/api/v1/limits/${id}`).set(owner.headers).send({ budgets }).expect(200);
    await chat().expect(429);
    expect((await read(id)).budgets).toMatchObject([{ amount: 1, spent: 1 }]);
  });

  it('are read again where they are gone, before anybody has told of it', async () => {
    const { body } = await limitKey({ budgets: [{ unit: 'requests', amount: 1, period: 'day' }] });
    const caller = { tenantId: owner.tenantId, keyId: key.id };
    const known = await testApp.app.get(Admissions).limitsOf(caller);
    expect(known?.meters).toMatchObject([{ unit: 'requests', amount: 1 }]);
    await testApp.dataSource.query('DELETE FROM limits WHERE id = $1', [(body.data as { id: string }).id]);
    await chat().expect(200);
    await chat().expect(200);
  });

  it('are gone with their limit', async () => {
    const made = await limitKey({ budgets: [{ unit: 'requests', amount: 1, period: 'day' }] });
    await chat().expect(200);
    await chat().expect(429);
    await testApp.http
      .delete(`/api/v1/limits/${(made.body.data as { id: string }).id}`)
      .set(owner.headers)
      .expect(200);
    await chat().expect(200);
  });
});
