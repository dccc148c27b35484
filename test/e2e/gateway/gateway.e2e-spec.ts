import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { aKey, anAdministrator, aUser, type Actor } from '../../support/actors.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { connect } from './gateway-world.js';

const QUESTION = { messages: [{ role: 'user', content: 'Hello' }] };

let testApp: TestApp;
let owner: Actor;
let fake: FakeProvider;
let key: string;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  fake = await aFake();
  await connect(testApp, owner, fake, [
    { name: 'gpt-4o-mini', type: 'chat' },
    { name: 'text-embedding-3-small', type: 'embedding' },
    { name: 'bge-reranker-v2-m3', type: 'rerank' },
    { name: 'tts-1', type: 'tts' },
    { name: 'whisper-1', type: 'speech2text' },
  ]);
  key = (await aKey(testApp, owner)).token;
});

afterAll(() => testApp.close());

const as = (token: string) => ({ authorization: `Bearer ${token}` });
const post = (path: string, body: object, headers: Record<string, string> = as(key)) =>
  testApp.http.post(path).set(headers).send(body);
const chat = (body: object, headers?: Record<string, string>) =>
  post('/v1/chat/completions', { ...QUESTION, ...body }, headers);

describe('who may call', () => {
  it('takes a key as bearer and as X-API-Key, and a user token', async () => {
    for (const headers of [as(key), { 'x-api-key': key }, as(owner.token)]) {
      const { body } = await chat({ model: 'gpt-4o-mini' }, headers).expect(200);
      expect(body.object).toBe('chat.completion');
    }
  });

  it.each([
    ['nothing', {}, "You didn't provide an API key."],
    ['a forged key', as('lbk_forged'), 'Incorrect API key provided.'],
    ['a forged X-API-Key', { 'x-api-key': 'lbk_forged' }, 'Incorrect API key provided.'],
  ])('answers 401 to %s', async (_what, headers, message) => {
    const { body } = await chat({ model: 'gpt-4o-mini' }, headers).expect(401);
    expect(body).toEqual({ error: { message, type: 'invalid_request_error', param: null, code: 'invalid_api_key' } });
  });

  it('speaks Anthropic’s words on its path', async () => {
    const { body } = await post('/v1/messages', {}, { 'x-api-key': 'no' }).expect(401);
    expect(body).toEqual({
      type: 'error',
      error: { type: 'authentication_error', message: 'Incorrect API key provided.' },
    });
  });

  it('needs the scope inference', async () => {
    const { token } = await aKey(testApp, owner, { scopes: ['models:read'] });
    const { body } = await chat({ model: 'gpt-4o-mini' }, as(token)).expect(403);
    expect(body.error).toEqual({
      message: 'The API key lacks the scope inference',
      type: 'permission_error',
      param: null,
      code: 'permission_denied',
    });
  });

  it('holds a key to its addresses, on every surface', async () => {
    const { token } = await aKey(testApp, owner, { allowed_addresses: ['10.0.0.0/8'] });
    const { body } = await chat({ model: 'gpt-4o-mini' }, as(token)).expect(403);
    expect(body.error.message).toBe('The API key may not be used from 127.0.0.1');
    await testApp.http.get('/api/v1/keys/self').set(as(token)).expect(403);
    const there = await aKey(testApp, owner, { allowed_addresses: ['127.0.0.0/8'] });
    await chat({ model: 'gpt-4o-mini' }, as(there.token)).expect(200);
  });

  it('holds a key to its models', async () => {
    const { token } = await aKey(testApp, owner, { allowed_models: ['text-embedding-3-small'] });
    const { body } = await chat({ model: 'gpt-4o-mini' }, as(token)).expect(403);
    expect(body.error.code).toBe('model_not_allowed');
    const { body: list } = await testApp.http.get('/v1/models').set(as(token)).expect(200);
    expect((list.data as { id: string }[]).map(({ id }) => id)).toEqual(['text-embedding-3-small']);
  });

  it('refuses a revoked key at once', async () => {
    const { id, token } = await aKey(testApp, owner);
    await chat({ model: 'gpt-4o-mini' }, as(token)).expect(200);
    await testApp.http.delete(`/api/v1/keys/${id}`).set(owner.headers).expect(200);
    await chat({ model: 'gpt-4o-mini' }, as(token)).expect(401);
  });
});

describe('what is asked for', () => {
  it('answers 404 to a model that there is not', async () => {
    const { body } = await chat({ model: 'nothing' }).expect(404);
    expect(body.error).toEqual({
      message: 'The model `nothing` does not exist or you do not have access to it.',
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_not_found',
    });
  });

  it('answers 400 to a model of another type', async () => {
    const { body } = await chat({ model: 'text-embedding-3-small' }).expect(400);
    expect(body.error.code).toBe('model_type_mismatch');
  });

  it('finds a new model at once, and forgets one that was removed', async () => {
    await chat({ model: 'later' }).expect(404);
    const id = await connect(testApp, owner, fake, [{ name: 'later', type: 'chat' }]);
    await chat({ model: 'later' }).expect(200);
    await testApp.http.delete(`/api/v1/credentials/${id}`).set(owner.headers).expect(200);
    await chat({ model: 'later' }).expect(404);
  });

  it('takes name@Factory, and asks which one where a bare name is in two factories', async () => {
    await connect(testApp, owner, fake, [{ name: 'gpt-4o-mini', type: 'chat' }], { factory: 'VLLM' });
    const { body } = await chat({ model: 'gpt-4o-mini' }).expect(400);
    expect(body.error).toEqual({
      message: 'The model `gpt-4o-mini` is ambiguous; name one of: gpt-4o-mini@OpenAI-API-Compatible, gpt-4o-mini@VLLM',
      type: 'invalid_request_error',
      param: 'model',
      code: 'model_ambiguous',
    });
    const answer = await chat({ model: 'gpt-4o-mini@VLLM' }).expect(200);
    expect(answer.headers['x-latchkey-model']).toBe('gpt-4o-mini@VLLM');
  });

  it('takes the default when none is named', async () => {
    const none = await chat({}).expect(404);
    expect(none.body.error.message).toBe('No default chat model is set; name a model');
    await testApp.http
      .post('/api/v1/models/default')
      .set(owner.headers)
      .send({ llm_id: 'gpt-4o-mini@OpenAI-API-Compatible' })
      .expect(200);
    await chat({}).expect(200);
    await chat({ model: 'default' }).expect(200);
    expect(fake.requests.map(({ body }) => (body as { model: string }).model)).toEqual(['gpt-4o-mini', 'gpt-4o-mini']);
  });

  it('an alias wins, and falls back to its next target', async () => {
    const down = await aFake();
    await connect(testApp, owner, down, [{ name: 'backup', type: 'chat' }], { factory: 'VLLM' });
    await testApp.http
      .post('/api/v1/aliases')
      .set(owner.headers)
      .send({ name: 'fast', targets: [{ model: 'backup@VLLM' }, { model: 'gpt-4o-mini' }] })
      .expect(200);
    down.behave('hang_up');
    const answer = await chat({ model: 'fast' }).expect(200);
    expect(answer.headers['x-latchkey-model']).toBe('gpt-4o-mini@OpenAI-API-Compatible');
    expect(answer.headers['x-latchkey-attempts']).toBe('2');
    expect(answer.headers['server-timing']).toMatch(/^gateway;dur=[\d.]+, upstream;dur=[\d.]+$/);
  });

  it.each([
    ['no JSON', '{', 'The request body is not valid JSON', null],
    ['a list', '[]', 'The request body must be a JSON object', null],
    ['no messages', '{"model":"gpt-4o-mini"}', 'messages must be a list with at least one message', 'messages'],
    ['a number as model', '{"model":1,"messages":[{}]}', 'model must be a string', 'model'],
    ['a word as stream', '{"stream":"yes","messages":[{}]}', 'stream must be true or false', 'stream'],
  ])('answers 400 to %s', async (_what, text, message, param) => {
    const { body } = await testApp.http
      .post('/v1/chat/completions')
      .set(as(key))
      .set('content-type', 'application/json')
      .send(text)
      .expect(400);
    expect(body.error).toEqual({ message, type: 'invalid_request_error', param, code: null });
  });
});

describe('what reaches the provider', () => {
  it('passes odd fields, large integers and unicode on as they are', async () => {
    const text =
      '{ "model" : "gpt-4o-mini","messages":[{"role":"user","content":"\\u00e9 é 😀"}],\n"odd":{"n":12345678901234567890123,"f":1.50} }';
    await testApp.http
      .post('/v1/chat/completions')
      .set(as(key))
      .set('content-type', 'application/json')
      .send(text)
      .expect(200);
    expect(fake.requests.at(-1)?.rawBody.toString()).toBe(text);
  });

  it('passes embeddings on', async () => {
    const { body } = await post('/v1/embeddings', { model: 'text-embedding-3-small', input: ['a', 'b'] }).expect(200);
    expect(body.data).toHaveLength(2);
  });

  it('reranks, speaks and writes down', async () => {
    const rerank = await post('/v1/rerank', {
      model: 'bge-reranker-v2-m3',
      query: 'q',
      documents: ['a', 'b'],
      top_n: 1,
    }).expect(200);
    expect(rerank.body.results).toHaveLength(1);
    const speech = await post('/v1/audio/speech', { model: 'tts-1', input: 'Hello', voice: 'alloy' }).expect(200);
    expect(speech.headers['content-type']).toBe('audio/mpeg');
    const { body } = await testApp.http
      .post('/v1/audio/transcriptions')
      .set(as(key))
      .field('model', 'whisper-1')
      .attach('file', Buffer.from('RIFF....WAVE'), { filename: 'a.wav', contentType: 'audio/wav' })
      .expect(200);
    expect(typeof body.text).toBe('string');
  });
});

describe('streams', () => {
  it('asks for the usage, and does not show it to who did not', async () => {
    const plain = await chat({ model: 'gpt-4o-mini', stream: true }).expect(200);
    expect(plain.headers['content-type']).toBe('text/event-stream');
    expect(plain.text).toContain('data: [DONE]');
    expect(plain.text).not.toContain('"usage":{');
    const sent = fake.requests.at(-1)?.body as { stream_options: object };
    expect(sent.stream_options).toEqual({ include_usage: true });
    const asked = await chat({ model: 'gpt-4o-mini', stream: true, stream_options: { include_usage: true } }).expect(
      200,
    );
    expect(asked.text).toContain('"usage":{');
  });
});

describe('what is counted', () => {
  it('adds up what the provider said', async () => {
    await chat({ model: 'gpt-4o-mini' }).expect(200);
    await chat({ model: 'gpt-4o-mini', stream: true }).expect(200);
    await testApp.app.get(UsageRecorder).flush();
    const [row] = await testApp.dataSource.query<{ used_tokens: string }[]>(
      `SELECT u.used_tokens FROM model_usage u JOIN tenant_models m ON m.id = u.tenant_model_id
       WHERE u.tenant_id = $1 AND m.name = 'gpt-4o-mini'`,
      [owner.tenantId],
    );
    expect(Number(row?.used_tokens)).toBeGreaterThan(0);
  });
});

describe('refusals of the provider', () => {
  it('are passed on with their status, without the credential', async () => {
    fake.behave('unauthorized');
    const { body } = await chat({ model: 'gpt-4o-mini' }).expect(401);
    expect(body.error.type).toBe('upstream_error');
    expect(JSON.stringify(body)).not.toContain(fake.apiKey);
  });
});

describe('the list of models', () => {
  it('shows what can be called', async () => {
    const { body } = await testApp.http.get('/v1/models').set(as(key)).expect(200);
    expect(body.object).toBe('list');
    expect(body.data[0]).toEqual({
      id: 'gpt-4o-mini',
      object: 'model',
      created: expect.any(Number) as number,
      owned_by: 'OpenAI-API-Compatible',
      type: 'chat',
      context_length: null,
    });
    await testApp.http.get('/v1/models/gpt-4o-mini').set(as(key)).expect(200);
    await testApp.http.get('/v1/models/none').set(as(key)).expect(404);
  });

  it('of an administrator is that of the own tenant', async () => {
    const administrator = await anAdministrator(testApp);
    const { body } = await testApp.http.get('/v1/models').set(administrator.headers).expect(200);
    expect(body.data).toEqual([]);
  });
});
