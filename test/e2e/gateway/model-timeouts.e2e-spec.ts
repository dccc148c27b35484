import { aKey, aUser, type Actor } from '../../support/actors.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { connect } from './gateway-world.js';

const MODEL = 'gpt-4o-mini';
/** Of another wire protocol, so that its calls are translated and not passed through. */
const TRANSLATED = { kind: 'anthropic' as const, factory: 'Anthropic', model: 'claude-sonnet-4-5' };

let testApp: TestApp;
let owner: Actor;
let key: string;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  key = (await aKey(testApp, owner)).token;
});

afterAll(() => testApp.close());

/** @returns the path of its only model */
async function opened(fake: FakeProvider, model: string, factory?: string): Promise<string> {
  const facts = factory === undefined ? {} : { factory };
  const path = `/api/v1/credentials/${await connect(testApp, owner, fake, [{ name: model, type: 'chat' }], facts)}/models`;
  const { body } = await testApp.http.get(path).set(owner.headers).expect(200);
  return `${path}/${(body.data as { items: { id: string }[] }).items[0]?.id}`;
}

const change = (path: string, body: object) => testApp.http.patch(path).set(owner.headers).send(body).expect(200);
const ask = (model: string, facts: object = {}) =>
  testApp.http
    .post('/v1/chat/completions')
    .set('authorization', `Bearer ${key}`)
    .send({ model, messages: [{ role: 'user', content: 'Hello' }], ...facts });

describe('a model’s own time-outs', () => {
  it.each([
    ['first_byte_ms', false],
    ['first_byte_ms', true],
    ['total_ms', false],
  ])('%s ends a call that is passed through, stream: %s', async (name, stream) => {
    const fake = await aFake();
    await change(await opened(fake, MODEL), { timeouts: { [name]: 200 } });
    fake.behave('timeout');
    const { status, body } = await ask(MODEL, { stream });
    expect({ status, code: body.error.code, type: body.error.type }).toEqual({
      status: 504,
      code: 'upstream_timeout',
      type: 'upstream_error',
    });
  });

  it.each([
    ['first_byte_ms', false],
    ['first_byte_ms', true],
    ['total_ms', false],
  ])('%s ends a call that is translated, stream: %s', async (name, stream) => {
    const fake = await aFake({ kind: TRANSLATED.kind });
    await change(await opened(fake, TRANSLATED.model, TRANSLATED.factory), { timeouts: { [name]: 200 } });
    fake.behave('timeout');
    const { status, body } = await ask(TRANSLATED.model, { stream });
    expect({ status, code: body.error.code, type: body.error.type }).toEqual({
      status: 504,
      code: 'upstream_timeout',
      type: 'upstream_error',
    });
  });
});

it('a model that is switched off is gone at once, and back at once', async () => {
  const path = await opened(await aFake(), MODEL);
  await change(path, { enabled: false });
  expect((await ask(MODEL)).body.error.code).toBe('model_not_found');
  await change(path, { enabled: true });
  expect((await ask(MODEL)).status).toBe(200);
});
