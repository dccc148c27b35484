import { RetCode } from '../../../src/kernel/ret-code.js';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { connect } from '../gateway/gateway-world.js';

let testApp: TestApp;
let owner: Actor;
let fake: FakeProvider;
let token: string;
let path: string;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  fake = await aFake();
  const credentialId = await connect(testApp, owner, fake, [{ name: 'gpt-4o-mini', type: 'chat' }]);
  const { body } = await testApp.http.get(`/api/v1/credentials/${credentialId}/models`).set(owner.headers).expect(200);
  path = `/api/v1/credentials/${credentialId}/models/${(body.data.items[0] as { id: string }).id}`;
  token = (await aKey(testApp, owner)).token;
});

afterAll(() => testApp.close());

const price = (value: object | null) => testApp.http.patch(path).set(owner.headers).send({ price: value });
const chat = () =>
  testApp.http
    .post('/v1/chat/completions')
    .set({ authorization: `Bearer ${token}` })
    .send({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] })
    .expect(200);
const costs = async () => {
  await testApp.app.get(UsageRecorder).flush();
  const rows = await testApp.dataSource.query<{ cost_micros: string | null }[]>(
    'SELECT cost_micros FROM usage_events WHERE tenant_id = $1 ORDER BY at, id',
    [owner.tenantId],
  );
  return rows.map(({ cost_micros }) => cost_micros);
};

describe('what requests cost', () => {
  it('is unknown without a price, and never rewritten by one', async () => {
    const { body } = await chat();
    const { prompt_tokens: input, completion_tokens: output } = body.usage as Record<string, number>;
    await price({ input: '2.5', output: '10' }).expect(200);
    await chat();
    const shown = await price({ input: '1000', output: '0' }).expect(200);
    expect(shown.body.data.price).toEqual({ input: '1000', output: '0' });
    await chat();
    await price(null).expect(200);
    await chat();
    expect(await costs()).toEqual([null, String(Math.round(input! * 2.5 + output! * 10)), String(input! * 1000), null]);
  });

  it.each([
    [{ input: '-1' }, 'price.input must be US dollars as text, with six decimals at most'],
    [{ input: 1 }, 'price.input must be US dollars as text, with six decimals at most'],
    [{ input: '0.1234567' }, 'price.input must be US dollars as text, with six decimals at most'],
    [{ input: '1' }, 'price.output is required where a model answers in tokens; "0" means free'],
    [{ output: '1' }, 'price.input is required where a model answers in tokens; "0" means free'],
    [{ output: '1', cache_read: '1' }, 'price.input is required where a model answers in tokens; "0" means free'],
    [{}, 'Field price must name a price; null for the public one'],
  ])('refuses %j', async (value, message) => {
    const { body } = await price(value).expect(400);
    expect(body.message).toContain(message);
  });

  it('names each half that lacks', async () => {
    const { body } = await price({ query: '1' }).expect(400);
    const lacks = (field: string) => ({ field, rule: 'required', message: `${field} is required where a model answers in tokens; "0" means free` }); // prettier-ignore
    expect(body).toEqual({
      code: RetCode.ARGUMENT_ERROR,
      message: 'price.input is required where a model answers in tokens; "0" means free',
      data: null,
      errors: [lacks('price.input'), lacks('price.output')],
    });
  });

  it('needs no answer where a model gives none', async () => {
    const models = [
      { name: 'embed', type: 'embedding', price: { input: '0.02' } },
      { name: 'sort', type: 'rerank', price: { query: '2' } },
      { name: 'see', type: 'image2text', price: { input: '1', output: '0' } },
    ];
    const id = await connect(testApp, owner, await aFake(), models.map(({ name, type }) => ({ name, type }))); // prettier-ignore
    const { body } = await testApp.http.get(`/api/v1/credentials/${id}/models`).set(owner.headers).expect(200);
    const items = (body as { data: { items: { id: string; name: string }[] } }).data.items;
    for (const { name, price: wanted } of models) {
      const modelId = items.find((item) => item.name === name)?.id;
      const changed = await testApp.http
        .patch(`/api/v1/credentials/${id}/models/${modelId}`)
        .set(owner.headers)
        .send({ price: wanted })
        .expect(200);
      expect(changed.body.data.price).toEqual(wanted);
    }
  });

  it('counts against a budget of money', async () => {
    await price({ input: '0', output: '1000000' }).expect(200);
    const made = await testApp.http
      .post('/api/v1/limits')
      .set(owner.headers)
      .send({
        key_id: (await testApp.http.get('/api/v1/keys').set(owner.headers)).body.data.items[0].id,
        budgets: [{ unit: 'usd', amount: 1_000_000, period: 'day' }],
      }) // prettier-ignore
      .expect(200);
    const { body } = await chat();
    await testApp.app.get(UsageRecorder).flush();
    const shown = await testApp.http.get(`/api/v1/limits/${made.body.data.id}`).set(owner.headers).expect(200);
    expect(shown.body.data.budgets).toMatchObject([{ spent: body.usage.completion_tokens, reserved: 0 }]);
  });
});
