import { RetCode } from '../../../src/kernel/ret-code.js';
import { anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest, modelsApi } from './provider-world.js';

const NONE = { llm_id: '', embd_id: '', asr_id: '', img2txt_id: '', rerank_id: '', tts_id: '' };
const SET = { llm_id: 'gpt-4o-mini@OpenAI', embd_id: 'text-embedding-3-small' };
const PATH = '/api/v1/instance/defaults';
const BUILTIN = { BUILTIN_EMBEDDING_URL: 'http://127.0.0.1:1/', BUILTIN_EMBEDDING_MODEL: 'bge-m3' };

let testApp: TestApp;
let administrator: Actor;
let tenant: Actor;
let id: string;
const aFake = fakesPerTest();

beforeEach(async () => {
  testApp = await startTestApp({ environment: { ...ALLOW_LOOPBACK, ...BUILTIN } });
  [administrator, tenant] = [await anAdministrator(testApp), await aUser(testApp)];
  id = await connected(administrator);
});

afterEach(() => testApp.close());

async function connected(actor: Actor): Promise<string> {
  const fake = await aFake();
  const models = [
    { name: 'gpt-4o-mini', type: 'chat' },
    { name: 'text-embedding-3-small', type: 'embedding' },
  ];
  const body = { factory: 'OpenAI', base_url: fake.url, credential: { api_key: fake.apiKey }, models };
  const response = await testApp.http.post('/api/v1/credentials').set(actor.headers).send(body);
  return response.body.data.id as string;
}

const share = (body: object) =>
  testApp.http.put(`/api/v1/credentials/${id}/shares`).set(administrator.headers).send(body).expect(200);
const get = () => testApp.http.get(PATH).set(administrator.headers);
const set = (body: object) => testApp.http.post(PATH).set(administrator.headers).send(body);
const defaultsOf = async (actor: Actor) => (await modelsApi(testApp, actor).defaults()).body.data as unknown;

describe('the instance’s defaults', () => {
  it('fill the slots that tenants leave empty, where they have the models', async () => {
    await share({ all: true });
    expectSuccess(await get(), NONE);
    expectSuccess(await set(SET), { ...NONE, ...SET });
    expectSuccess(await get(), { ...NONE, ...SET });
    expect(await defaultsOf(tenant)).toEqual({ ...NONE, ...SET });
    const info = await testApp.http.get('/v1/user/tenant_info').set(tenant.headers);
    expect(info.body.data).toMatchObject(SET);
    await connected(tenant);
    expectSuccess(await modelsApi(testApp, tenant).setDefaults({ llm_id: 'gpt-4o-mini' }), true);
    expect(await defaultsOf(tenant)).toEqual({ ...NONE, ...SET, llm_id: 'gpt-4o-mini' });
    expectSuccess(await modelsApi(testApp, tenant).setDefaults({ llm_id: '' }), true);
    expect(await defaultsOf(tenant)).toEqual({ ...NONE, ...SET });
  });

  it('reach only tenants that can use the model, and leave them with the sharing', async () => {
    await share({ tenant_ids: [tenant.tenantId] });
    expectSuccess(await set(SET), { ...NONE, ...SET });
    expect(await defaultsOf(tenant)).toEqual({ ...NONE, ...SET });
    expect(await defaultsOf(await aUser(testApp))).toEqual(NONE);
    await share({ tenant_ids: [] });
    expect(await defaultsOf(tenant)).toEqual(NONE);
  });

  it('are told apart from what the tenant chose', async () => {
    await share({ all: true });
    await set(SET);
    await modelsApi(testApp, tenant).setDefaults({ embd_id: 'bge-m3@Builtin' });
    const own = (value: string) => testApp.http.get(`/api/v1/models/default?own=${value}`).set(tenant.headers);
    expectSuccess(await own('true'), { ...NONE, embd_id: 'bge-m3@Builtin' });
    expectSuccess(await own('false'), { ...NONE, llm_id: SET.llm_id, embd_id: 'bge-m3@Builtin' });
    expectFailure(await own('yes'), 400, RetCode.ARGUMENT_ERROR, 'own must be true or false');
  });

  it('may be what is built in', async () => {
    expectSuccess(await set({ embd_id: 'bge-m3' }), { ...NONE, embd_id: 'bge-m3' });
    expect(await defaultsOf(tenant)).toEqual({ ...NONE, embd_id: 'bge-m3' });
  });

  it('are cleared one by one, and with their models', async () => {
    await share({ all: true });
    await set(SET);
    expectSuccess(await set({ embd_id: null }), { ...NONE, llm_id: SET.llm_id });
    const path = `/api/v1/credentials/${id}`;
    const used = await testApp.http.delete(path).set(administrator.headers);
    expectFailure(used, 409, RetCode.CONFLICT, 'The credential is in use');
    expect(used.body.data).toEqual({ used_by: [{ kind: 'instance_default', id: 'llm_id', name: SET.llm_id }] });
    await testApp.http.delete(`${path}?force=true`).set(administrator.headers).expect(200);
    expectSuccess(await get(), NONE);
    expect(await defaultsOf(tenant)).toEqual(NONE);
  });

  it('are set all or none, from what the administrator has', async () => {
    const missing = await set({ ...SET, tts_id: 'tts-1' });
    const message = "Model 'tts-1' (type: tts) is not configured. Please add the model first using POST /api/v1/models";
    expectFailure(missing, 400, RetCode.ARGUMENT_ERROR, message);
    expectFailure(await set({}), 400, RetCode.ARGUMENT_ERROR, 'At least one model ID must be provided');
    expectSuccess(await get(), NONE);
  });

  it('are for administrators', async () => {
    expectFailure(await testApp.http.get(PATH).set(tenant.headers), 403, RetCode.FORBIDDEN, 'Not admin');
    expectFailure(await testApp.http.post(PATH).set(tenant.headers).send(SET), 403, RetCode.FORBIDDEN, 'Not admin');
  });
});
