import { jest } from '@jest/globals';
import { PipelineDirectory } from '../../../src/pipelines/pipeline-directory.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { ask } from '../../support/raw-client.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';
import { ALLOW_LOOPBACK } from '../models/provider-world.js';
import { aScriptedModel, beginAnswer, config, pipelineApi, type ScriptedModel } from './pipeline-world.js';

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string;

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof pipelineApi>;
let model: ScriptedModel;
let uuid: string;

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  owner = await aUser(testApp);
  api = pipelineApi(testApp, owner.headers);
  model = await aScriptedModel(testApp, owner);
  uuid = await api.made({ name: 'helper', ...config({}) });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await model.close();
});

afterAll(() => testApp.close());

const message = (id: number, role: string, text: string, isFinal = true) => ({
  ...{ id, role, content: text, message_chain: [{ type: 'Plain', text }], timestamp: TIME, is_final: isFinal },
});

function stream(text: string): Promise<Response> {
  return fetch(`${testApp.url}/api/v1/pipelines/${uuid}/chat/send`, {
    method: 'POST',
    headers: { ...owner.headers, 'content-type': 'application/json' },
    body: JSON.stringify({ is_stream: true, message: [{ type: 'Plain', text }] }),
  });
}

const eventsIn = (text: string) =>
  text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.replace(/^data: /, '')) as object);

describe('the debug chat', () => {
  it('answers whole', async () => {
    expectDone(await api.say(uuid, 'Hi'), { message: message(2, 'assistant', 'Hello!') });
  });

  it('answers in a stream: the message as it grows', async () => {
    const response = await stream('Hi');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(eventsIn(await response.text())).toEqual([
      { type: 'start' },
      { message: message(2, 'assistant', 'Hello', false) },
      { message: message(2, 'assistant', 'Hello!', false) },
      { message: message(2, 'assistant', 'Hello!') },
      { type: 'end' },
    ]);
  });

  it('shows what was said, and forgets it', async () => {
    await api.say(uuid, 'one');
    await api.say(uuid, 'two');
    const list = (type = 'person') => api.get(`/${uuid}/chat/messages/${type}`);
    expectDone(await list(), {
      messages: [
        message(1, 'user', 'one'),
        message(2, 'assistant', 'Hello!'),
        message(3, 'user', 'two'),
        message(4, 'assistant', 'Hello!'),
      ],
    });
    expectDone(await list('group'), { messages: [] });
    expectDone(await api.post(`/${uuid}/chat/reset/person`), { message: 'Session reset successfully' });
    expectDone(await list(), { messages: [] });
  });

  it('takes pictures', async () => {
    const picture = { type: 'Image', base64: 'data:image/png;base64,aGVsbG8=' };
    const pieces = [
      { type: 'At', target: 'helper' },
      { type: 'Plain', text: 'What is this?' },
      picture,
      { type: 'Source' },
    ];
    await api.post(`/${uuid}/chat/send`, { message: pieces }).expect(200);
    expect(model.asked[0]?.messages.at(-1)?.content).toEqual([
      { type: 'text', text: '@helper ' },
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } },
    ]);
  });

  it.each([
    [{}, 'message is required'],
    [{ message: [] }, 'message is required'],
    [{ message: [{ type: 'Plain', text: '' }] }, 'message is required'],
    [{ message: 'Hi' }, 'Field message must be a list'],
    [{ message: [5] }, 'message.0 must be an object'],
    [{ message: [{ type: 'Plain', text: 5 }] }, 'message.0.text must be a string'],
    [{ message: [{ type: 'Image', url: 'file:///etc/passwd' }] }, 'message.0 must have a http(s) `url`, or a `base64` that is a data URL'], // prettier-ignore
    [{ message: [{ type: 'Plain', text: 'x' }], session_type: 'x' }, 'session_type must be person or group'],
    [{ message: [{ type: 'Plain', text: 'x' }], is_stream: 'yes' }, 'Field is_stream must be a boolean'],
  ])('refuses %j', async (body, says) => {
    expectRefused(await api.post(`/${uuid}/chat/send`, body), 400, says);
    expect(model.asked).toEqual([]);
  });

  it('knows two types of session', async () => {
    expectRefused(await api.get(`/${uuid}/chat/messages/x`), 400, 'session_type must be person or group');
    expectRefused(await api.post(`/${uuid}/chat/reset/x`), 400, 'session_type must be person or group');
  });

  it('tells what failed before the stream begins by a status', async () => {
    model.answers = [{ refuses: 401 }];
    const response = await stream('Hi');
    expect(response.status).toBe(424);
    expect(await response.json()).toMatchObject({ code: -1 });
  });

  it('tells what failed later in the stream', async () => {
    model.answers = [{ byHand: (response) => void beginAnswer(response, 'Hel', () => response.destroy()) }];
    expect(eventsIn(await (await stream('Hi')).text())).toEqual([
      { type: 'start' },
      { message: message(2, 'assistant', 'Hel', false) },
      { type: 'error', message: 'The provider broke off its answer' },
      { type: 'end' },
    ]);
    expectDone(await api.get(`/${uuid}/chat/messages/person`), { messages: [] });
  });

  it('ends the run, and the call of the model, when the client leaves', async () => {
    let hasEnded: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (hasEnded = resolve));
    model.answers = [
      {
        byHand: (response) => {
          response.once('close', hasEnded);
          beginAnswer(response, 'Hel');
        },
      },
    ];
    const body = { is_stream: true, message: [{ type: 'Plain', text: 'Hi' }] };
    const asking = ask(`${testApp.url}/api/v1/pipelines/${uuid}/chat/send`, owner.headers, body);
    expect((await asking.begun).statusCode).toBe(200);
    asking.leave();
    await ended;
    await eventually(async () => {
      expect((await api.runs(uuid))[0]).toMatchObject({ status: 'cancelled', finished_at: expect.any(String) });
    });
  });
});

describe('runs', () => {
  it('are listed page by page, and shown one by one', async () => {
    for (const text of ['one', 'two', 'three']) await api.say(uuid, text).expect(200);
    const first = (await api.get(`/${uuid}/runs?limit=2`)).body.data;
    const second = (await api.get(`/${uuid}/runs?limit=2&cursor=${first.next_cursor}`)).body.data;
    expect([first.items.length, second.items.length, second.next_cursor]).toEqual([2, 1, null]);
    const [run] = second.items as { id: string }[];
    expectDone(await api.get(`/${uuid}/runs/${run?.id}`), {
      id: run?.id,
      pipeline_uuid: uuid,
      origin: 'debug',
      session_type: 'person',
      session_id: owner.user.id,
      status: 'succeeded',
      model: 'm@OpenAI-API-Compatible',
      input_tokens: 10,
      output_tokens: 3,
      tool_calls: [],
      warnings: [],
      error: null,
      started_at: expect.any(String),
      finished_at: expect.any(String),
    });
    expectRefused(await api.get(`/${uuid}/runs/x`), 404, 'Resource not found');
  });

  it('go with their pipeline', async () => {
    await api.say(uuid, 'one');
    expectDone(await api.delete(`/${uuid}`), null);
    const left = await testApp.dataSource.query(
      `SELECT id FROM pipeline_runs WHERE pipeline_id = $1 UNION ALL SELECT pipeline_id FROM pipeline_turns WHERE pipeline_id = $1`,
      [uuid],
    );
    expect(left).toEqual([]);
  });
});

describe('failures', () => {
  it.each([
    [{}, 'Request failed.'],
    [{ 'exception-handling': 'show-error' }, 'Internal server error'],
    [{ 'failure-hint': 'Come back later.' }, 'Come back later.'],
    [{ 'exception-handling': 'hide' }, null],
  ])('are told to people as %j says', async (misc, reply) => {
    const one = await api.made({ name: 'p', config: { output: { misc } } });
    expect(await testApp.app.get(PipelineDirectory).failureText(owner.tenantId, one, new Error('secret'))).toBe(reply);
  });
});

describe('pipeline:<name> on /v1', () => {
  let headers: Record<string, string>;

  beforeEach(async () => {
    headers = { authorization: `Bearer ${(await aKey(testApp, owner)).token}` };
  });

  const chat = (body: object) =>
    testApp.http
      .post('/v1/chat/completions')
      .set(headers)
      .send({ model: 'pipeline:helper', messages: [{ role: 'user', content: 'Hi' }], ...body });

  it('answers whole, with the client’s messages as the history', async () => {
    const messages = [
      { role: 'system', content: 'In French.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Salut' },
      { role: 'user', content: 'Again' },
    ];
    const { body } = await chat({ messages, temperature: 0.5 }).expect(200);
    expect(body).toMatchObject({
      model: 'pipeline:helper',
      choices: [{ message: { role: 'assistant', content: 'Hello!' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 3 },
    });
    expect(model.asked[0]).toMatchObject({ temperature: 0.5 });
    expect(model.asked[0]?.messages).toEqual([{ role: 'system', content: 'You are a helpful assistant.' }, ...messages]); // prettier-ignore
    expect((await api.runs(uuid))[0]).toMatchObject({ origin: 'v1', status: 'succeeded' });
    expect(await testApp.dataSource.query('SELECT 1 FROM pipeline_turns WHERE pipeline_id = $1', [uuid])).toEqual([]);
  });

  it('answers in a stream, by name and by id', async () => {
    const { text } = await chat({ model: `pipeline:${uuid}`, stream: true }).expect(200);
    expect(text).toContain('"content":"Hello"');
    expect(text.trimEnd().endsWith('data: [DONE]')).toBe(true);
  });

  it('refuses names that are unknown or mean several, and tools', async () => {
    await chat({ model: 'pipeline:none' }).expect(404);
    const tools = [{ type: 'function', function: { name: 'x', parameters: { type: 'object' } } }];
    expect((await chat({ tools }).expect(400)).body.error).toMatchObject({
      code: 'unsupported_parameter',
      param: 'tools',
    });
    await api.made({ name: 'helper' });
    expect((await chat({}).expect(400)).body.error).toMatchObject({ code: 'model_ambiguous', param: 'model' });
  });

  it('is held to the rate limit, in OpenAI’s words', async () => {
    const limit = { safety: { 'rate-limit': { limitation: 1, 'window-length': 3600 } } };
    await api.made({ name: 'slow', ...config({}, limit) });
    await chat({ model: 'pipeline:slow' }).expect(200);
    const response = await chat({ model: 'pipeline:slow' }).expect(429);
    expect(response.body.error).toMatchObject({ type: 'rate_limit_error', code: 'rate_limit_exceeded' });
  });

  it('is listed among the models', async () => {
    const twin = await api.made({ name: 'twin' });
    const other = await api.made({ name: 'twin' });
    const { body } = await testApp.http.get('/v1/models').set(headers).expect(200);
    const ids = (body.data as { id: string }[]).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('pipeline:')).sort()).toEqual(
      ['pipeline:helper', `pipeline:${twin}`, `pipeline:${other}`].sort(),
    );
  });
});
