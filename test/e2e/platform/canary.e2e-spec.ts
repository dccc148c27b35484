import { constants, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import type { Response } from 'supertest';
import { SetupService } from '../../../src/auth/setup.service.js';
import { decrypt, wrappingKey } from '../../../src/crypto/key-wrap.js';
import { Keyring } from '../../../src/crypto/keyring.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import type { Actor } from '../../support/actors.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { type FakeProvider, startFakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { storedCredentials } from '../models/provider-world.js';

/**
 * Secrets of every kind are planted by using the application, well and badly, and shown to have arrived. Then all that
 * it said and stored is searched for them. `beta` is not among them: it is made to be published.
 */

/** A planted secret. The core is the part that no mask shows, free of characters that any encoding would change. */
interface Canary {
  name: string;
  secret: string;
  core: string;
}

const canaries: Canary[] = [];

/** Registers a secret that the application made. */
function planted(name: string, secret: string, core = secret): string {
  canaries.push({ name, secret, core });
  return secret;
}

/** Makes a secret that every encoding writes differently. */
function aSecret(name: string, rest = '"\\/+%& é'): string {
  const core = randomBytes(16).toString('hex');
  return planted(name, `cnry${core}${rest}`, core);
}

/** As it must be to stand in a header. */
const aHeaderSecret = (name: string) => aSecret(name, '"\\/+%&=');

/** What masks show of a key, first 8 and last 4 characters, is not secret; nor is what a JWT says, only its signature. */
const aKeyToken = (name: string, token: string) => planted(name, token, token.slice(8, -4));
const aJwt = (name: string, jwt: string) => planted(name, jwt, jwt.slice(jwt.lastIndexOf('.') + 1));

/** Base64 of a text wherever it begins in a longer one: what its neighbours have a part in is cut off. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + text).toString('base64');
    const from = shift === 0 ? 0 : 4;
    return encoded.slice(from, encoded.length - (encoded.endsWith('=') ? 4 : 0));
  });
}

function formsOf({ secret, core }: Canary): string[] {
  const base64 = [secret, core].flatMap(base64Forms);
  return [
    ...[secret, core, encodeURIComponent(secret), encodeURI(secret)],
    ...[JSON.stringify(secret).slice(1, -1), JSON.stringify(JSON.stringify(secret)).slice(1, -1)],
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...[Buffer.from(secret).toString('hex'), Buffer.from(core).toString('hex')],
  ];
}

/** The names of the secrets that stand in a text, in whatever form. */
function secretsIn(text: string): string[] {
  return canaries.filter((canary) => formsOf(canary).some((form) => text.includes(form))).map(({ name }) => name);
}

/** A log that keeps everything, all levels and whatever objects it is given. */
function recordingLogger(lines: string[]): LoggerService {
  const record = (...parts: unknown[]) => void lines.push(parts.map((part) => inspect(part, { depth: 9 })).join(' '));
  return { log: record, error: record, warn: record, debug: record, verbose: record, fatal: record };
}

/** How careless providers repeat a key, by the path they are asked under. */
const ECHOES: Readonly<Record<string, (key: string) => { status: number; body: string; location?: string }>> = {
  text: (key) => ({ status: 401, body: `Bad key ${key}, really ${key}` }),
  page: (key) => ({ status: 500, body: `<html><title>Oops</title><p>Authorization: Bearer ${key}</p></html>` }),
  json: (key) => ({ status: 401, body: JSON.stringify({ error: { message: `No such key: ${key}` } }) }),
  broken: (key) => ({ status: 200, body: `{"choices": [], "you_sent": ${JSON.stringify(key)}, "da` }),
  empty: (key) => ({ status: 200, body: JSON.stringify({ choices: [], request: { headers: { key } } }) }),
  url: (key) => ({ status: 403, body: `See https://help.example/?key=${encodeURIComponent(key)}` }),
  base64: (key) => ({ status: 403, body: `Basic ${Buffer.from(`user:${key}`).toString('base64')} is refused` }),
  redirect: (key) => {
    const spelled = encodeURIComponent(key);
    return { status: 302, body: '', location: `https://elsewhere.example/${spelled}?k=${spelled}` };
  },
};

async function startEchoes(): Promise<Server> {
  const server = createServer((request, response) => {
    const key = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const { status, body, location } = ECHOES[(request.url ?? '').split('/')[1] ?? '']!(key);
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const logLines: string[] = [];
/** Whole answers, headers included: all refusals, and those successes that show what is stored. */
const answers: string[] = [];

let folder: string;
let testApp: TestApp;
let fake: FakeProvider;
let echoes: Server;
let echoOrigin: string;

const ADMINISTRATOR = 'ada@example.com';
const USER = 'bob@example.com';
const secretKey = aHeaderSecret('SECRET_KEY');
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** An administrator who came by the set-up link, and a user whom he made; in both passwords are canaries. */
let administrator: { token: string; setup: Response };
let user: { token: string; password: string; tenantId: string; created: Response };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-canary-'));
  const keyFile = join(folder, 'client.pem');
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  fake = await startFakeProvider({ kind: 'openai', apiKey: aHeaderSecret('provider api_key') });
  echoes = await startEchoes();
  echoOrigin = `http://127.0.0.1:${(echoes.address() as AddressInfo).port}`;
  testApp = await startTestApp({
    environment: { SECRET_KEY: secretKey, OUTBOUND_ALLOW: '127.0.0.1/32', RAGFLOW_PRIVATE_KEY_FILE: keyFile },
    logger: recordingLogger(logLines),
  });
  administrator = await setUp();
  user = await createUser();
});

afterAll(async () => {
  await testApp.close();
  await fake.close();
  echoes.close();
  await rm(folder, { recursive: true, force: true });
});

interface Call {
  method?: 'get' | 'post' | 'put' | 'patch' | 'delete';
  bearer?: string | undefined;
  apiKey?: string;
  cookie?: string;
  body?: object | string;
}

function send(path: string, { method, bearer, apiKey, cookie, body }: Call = {}) {
  const request = testApp.http[method ?? (body === undefined ? 'get' : 'post')](path);
  if (bearer !== undefined) void request.set('Authorization', `Bearer ${bearer}`);
  if (apiKey !== undefined) void request.set('X-API-Key', apiKey);
  if (cookie !== undefined) void request.set('Cookie', `latchkey_refresh=${cookie}`);
  return body === undefined ? request : request.set('Content-Type', 'application/json').send(body);
}

/** The same, for an answer that must not hold a secret. */
async function searched(path: string, call: Call = {}): Promise<Response> {
  const response = await send(path, call);
  answers.push(`${JSON.stringify(response.headers)} ${response.text}`);
  return response;
}

/** As RAGFlow's clients send a password. */
function encrypted(name: string, password: string): string {
  const encoded = Buffer.from(Buffer.from(password).toString('base64'));
  return planted(
    name,
    publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, encoded).toString('base64'),
  );
}

const refreshCookieOf = (response: Response) =>
  /latchkey_refresh=([^;]+)/.exec(String(response.headers['set-cookie']))?.[1] ?? '';
const accessTokenOf = (response: Response) => (response.body as { data: { access_token: string } }).data.access_token;
const tokenOf = (response: Response) => (response.body as { data: { token: string } }).data.token;
const login = (email: string, password: string) => send('/api/v1/auth/login', { body: { email, password } });

const secretOf = (wanted: string) => canaries.find(({ name }) => name === wanted)!.secret;

async function setUp(): Promise<typeof administrator> {
  const token = planted('set-up token', (await testApp.app.get(SetupService).prepare()) ?? '');
  const body = { token, email: ADMINISTRATOR, password: aSecret('administrator password') };
  const setup = await send('/api/v1/auth/setup', { body });
  planted('refresh cookie of set-up', refreshCookieOf(setup));
  return { token: aJwt('access token of set-up', accessTokenOf(setup)), setup };
}

async function createUser(): Promise<typeof user> {
  const password = aSecret('user password');
  const body = { username: USER, password: encrypted('encrypted password', password) };
  const created = await searched('/api/v1/admin/users', { bearer: administrator.token, body });
  const signedIn = await login(USER, password);
  planted('refresh cookie of the user', refreshCookieOf(signedIn));
  const token = aJwt('access token of the user', accessTokenOf(signedIn));
  return { token, password, tenantId: (created.body as { data: { id: string } }).data.id, created };
}

describe('a planted secret arrives:', () => {
  it('SECRET_KEY wraps the keyring', async () => {
    const rows = await testApp.dataSource.query<{ wrapped: Buffer }[]>(
      `SELECT wrapped FROM keyring WHERE purpose = 'pepper'`,
    );
    const opened = decrypt(wrappingKey(secretKey), 'keyring|pepper|1', rows[0]!.wrapped);
    expect(opened.equals(testApp.app.get(Keyring).key('pepper'))).toBe(true);
  });

  it('the set-up token made the administrator, whose password signs in', async () => {
    expect(administrator.setup.status).toBe(200);
    const body = { email: ADMINISTRATOR, password: secretOf('administrator password') };
    const signedIn = await send('/api/v1/admin/login', { body });
    expect(signedIn.status).toBe(200);
    const bearer = aJwt('RAGFlow token of the administrator', String(signedIn.headers['authorization']));
    expect((await searched('/api/v1/admin/users', { bearer })).status).toBe(200);
  });

  it('an encrypted password is the plain one', async () => {
    expect(user.created.status).toBe(200);
    const body = { email: USER, password: encrypted('encrypted password at sign-in', user.password) };
    const signedIn = await send('/v1/user/login', { body });
    expect(signedIn.status).toBe(200);
    const bearer = aJwt('RAGFlow token of the user', String(signedIn.headers['authorization']));
    expect((await searched('/v1/user/tenant_info', { bearer })).status).toBe(200);
  });

  it('a new password takes the place of the old one, by whichever door', async () => {
    const [old, current, newest] = ['old', 'current', 'newest'].map((which) => aSecret(`${which} password`));
    const email = 'carol@example.com';
    const bearer = administrator.token;
    await searched('/api/v1/admin/users', { bearer, body: { username: email, password: old } });
    const body = { current_password: old, new_password: current };
    const changed = await searched('/api/v1/auth/password', { bearer: accessTokenOf(await login(email, old!)), body });
    expectSuccess(changed, null);
    expect((await login(email, current!)).status).toBe(200);
    const put = { new_password: encrypted('encrypted new password', newest!) };
    const set = await searched(`/api/v1/admin/users/${email}/password`, { method: 'put', bearer, body: put });
    expectSuccess(set, null, 'Password updated successfully!');
    expect((await login(email, newest!)).status).toBe(200);
    const refused = await searched('/api/v1/auth/login', { body: { email, password: old } });
    expectFailure(refused, 401, RetCode.UNAUTHORIZED, 'Email and password do not match!');
  });

  it('a refresh cookie renews the session', async () => {
    const first = planted('refresh cookie', refreshCookieOf(await login(USER, user.password)));
    const renewed = await send('/api/v1/auth/refresh', { method: 'post', cookie: first });
    expect(renewed.status).toBe(200);
    const bearer = aJwt('renewed access token', accessTokenOf(renewed));
    expect((await searched('/api/v1/auth/me', { bearer })).status).toBe(200);
    const second = planted('renewed refresh cookie', refreshCookieOf(renewed));
    expect(second).not.toBe(first);
    expect((await send('/api/v1/auth/refresh', { method: 'post', cookie: second })).status).toBe(200);
  });

  it('an api_key reaches the provider and opens from where it is sealed, also when one type refused it', async () => {
    const api_key = fake.apiKey!;
    fake.behave('unauthorized', 'embeddings');
    const body = { llm_factory: 'OpenAI', api_key, base_url: fake.url };
    expectSuccess(await searched('/api/v1/models', { bearer: user.token, body }), true);
    const authorizations = new Set(fake.requests.map(({ headers }) => headers.authorization));
    expect([...authorizations]).toEqual([`Bearer ${api_key}`]);
    expect(await sealedOf('OpenAI')).toEqual([{ factory: 'OpenAI', base_url: fake.url, credential: { api_key } }]);
    expect(await storedText(testApp.dataSource)).toContain('Incorrect API key provided: ***.');
  });

  it("a special factory's field reaches the provider and opens from where it is sealed", async () => {
    const provider = await startFakeProvider({ kind: 'openai', apiKey: aHeaderSecret('ark_api_key') });
    const credential = { ark_api_key: provider.apiKey!, endpoint_id: 'ep-1' };
    const model = { llm_factory: 'VolcEngine', llm_name: 'doubao', model_type: 'chat', base_url: provider.url };
    const added = await searched('/api/v1/models', { bearer: user.token, body: { ...model, ...credential } });
    await provider.close();
    expectSuccess(added, true);
    expect(provider.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${provider.apiKey}`]);
    expect(await sealedOf('VolcEngine')).toEqual([{ factory: 'VolcEngine', base_url: provider.url, credential }]);
  });

  it('the key of a self-deployed factory opens from where it is sealed', async () => {
    const credential = { api_key: aSecret('key of a self-deployed factory') };
    const body = { llm_factory: 'Ollama', base_url: echoOrigin, ...credential };
    expectSuccess(await searched('/api/v1/models', { bearer: user.token, body }), true);
    expect(await sealedOf('Ollama')).toEqual([{ factory: 'Ollama', base_url: echoOrigin, credential }]);
  });

  it('keys of all surfaces authenticate, and only those of the admin surface can be shown again', async () => {
    const created = await send('/api/v1/keys', { bearer: user.token, body: { name: 'mine' } });
    const { id } = (created.body as { data: { id: string } }).data;
    const body = { overlap_seconds: 600 };
    const rotated = await send(`/api/v1/keys/${id}/rotate`, { bearer: user.token, body });
    const path = `/api/v1/admin/users/${USER}/api_key`;
    const generated = await send(path, { method: 'post', bearer: administrator.token });
    const own = await send('/v1/system/new_token', { method: 'post', bearer: user.token });
    const tokens = [
      aKeyToken('key', tokenOf(created)),
      aKeyToken('rotated key', tokenOf(rotated)),
      aKeyToken('key of the admin surface', tokenOf(generated)),
      aKeyToken('key of user mode', tokenOf(own)),
    ];
    const used = await Promise.all(tokens.map((apiKey) => searched('/api/v1/keys/self', { apiKey })));
    expect(used.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const listed = await send(path, { bearer: administrator.token });
    const whole = (listed.body as { data: { token: string }[] }).data.map(({ token }) => token);
    expect(whole.filter((token) => tokens.includes(token))).toEqual([tokens[2]]);
  });
});

/** A model of a provider that is connected unasked, with a secret of its own. */
async function connectedTo(base_url: string, name: string): Promise<{ model: string }> {
  const model = `canary-${canaries.length}`;
  const body = {
    factory: 'OpenAI-API-Compatible',
    base_url,
    credential: { api_key: aHeaderSecret(name) },
    models: [{ name: model, type: 'chat' }],
    verify: false,
  };
  const connected = await searched('/api/v1/credentials', { bearer: user.token, body });
  expect(connected.status).toBe(200);
  return { model };
}

const sealedOf = async (factory: string) =>
  (await storedCredentials(testApp, { tenantId: user.tenantId } as Actor)).filter((each) => each.factory === factory);

describe('a secret goes astray:', () => {
  it.each([
    ['text', 'Bad key ***, really ***'],
    ['page', 'Oops Authorization: Bearer ***'],
    ['json', 'No such key: ***'],
    ['broken', 'The answer is not JSON: {"choices": [], "you_sent": "***", "da'],
    ['empty', 'The answer has no message: {"choices":[],"request":{"headers":{"key":"***"}}}'],
    ['url', 'See https://help.example/?key=***'],
    ['base64', 'Basic dXNlcjp*** is refused'],
    ['redirect', 'Redirected to https://elsewhere.example/***'],
  ])('the provider repeats it, as %s', async (echo, words) => {
    const api_key = aHeaderSecret(`api_key repeated as ${echo}`);
    const base_url = `${echoOrigin}/${echo}/v1`;
    const bearer = user.token;
    const body = { llm_factory: 'OpenAI-API-Compatible', llm_name: 'm', model_type: 'chat', base_url, api_key };
    const failure = '\nFail to access model(OpenAI-API-Compatible/m)';
    const added = await searched('/api/v1/models', { bearer, body });
    expectFailure(added, 400, RetCode.AUTHENTICATION_ERROR, `${failure}.${words}`);
    const userMode = await searched('/v1/llm/add_llm', { bearer, body });
    expectFailure(userMode, 400, RetCode.DATA_ERROR, `${failure} using this api key.${words}`);
    const trial = { factory: 'OpenAI-API-Compatible', base_url, credential: { api_key } };
    const models = [{ name: 'm', type: 'chat' }];
    const judged = await searched('/api/v1/credentials/verify', { bearer, body: { ...trial, models } });
    expect(judged.status).toBe(200);
    const { results } = (judged.body as { data: { results: { message: string }[] } }).data;
    expect(results.map(({ message }) => message)).toEqual([words]);
    const credentials = [{ label: `stray ${echo}`, ...trial, models }];
    const configured = await searched('/api/v1/configuration', {
      bearer,
      body: { tenants: [{ id: user.tenantId, credentials }] },
    });
    expect(configured.status).toBe(400);
    expect((configured.body as { message: string }).message).toContain(words);
  });

  it.each([
    ['text', 401, 'Bad key ***, really ***'],
    ['page', 500, 'Oops Authorization: Bearer ***'],
    ['json', 401, 'No such key: ***'],
    ['url', 403, 'See https://help.example/?key=***'],
    ['base64', 403, 'Basic dXNlcjp*** is refused'],
  ])('the provider repeats it to a caller of the data plane, as %s', async (echo, status, words) => {
    const messages = [{ role: 'user', content: 'Hello' }];
    const calls: [string, object][] = [
      ['/v1/chat/completions', {}],
      ['/v1/chat/completions', { stream: true }],
      ['/v1/messages', { max_tokens: 9 }],
    ];
    for (const [path, fields] of calls) {
      const { model } = await connectedTo(`${echoOrigin}/${echo}/v1`, `api_key repeated at the gateway as ${echo}`);
      const answer = await searched(path, { bearer: user.token, body: { model, messages, ...fields } });
      expect([answer.status, (answer.body as { error: { message: string } }).error.message]).toEqual([status, words]);
    }
  });

  it('a key of ours is misspelt at the data plane, in either header', async () => {
    const body = {
      model: aSecret('secret as the name of a model', ''),
      messages: [{ role: 'user', content: 'Hello' }],
    };
    const forged = aSecret('forged key at the gateway', '');
    const asBearer = await searched('/v1/chat/completions', { bearer: `lbk_${forged}`, body });
    const asHeader = await searched('/v1/chat/completions', { apiKey: forged, body });
    expect([asBearer, asHeader].map(({ status, text }) => [status, text.includes('Incorrect API key')])).toEqual([
      [401, true],
      [401, true],
    ]);
  });

  it('in a body that the data plane cannot read', async () => {
    const body = `{"model": "gpt-4o-mini", "messages": "${aSecret('secret in broken JSON at the gateway', '')}`;
    const response = await searched('/v1/chat/completions', { bearer: user.token, body });
    expect((response.body as { error: { message: string } }).error.message).toBe('The request body is not valid JSON');
  });

  it.each([
    ['in a list', { llm_factory: 'OpenAI', api_key: ['§'] }, 'Field api_key must be a string or an object'],
    ['nested', { llm_factory: 'OpenAI', api_key: { api_key: { api_key: '§' } } }, 'Field api_key must be a string'],
    [
      'beside a field that is missing',
      { llm_factory: 'VolcEngine', ark_api_key: '§' },
      'ark_api_key and endpoint_id are required for VolcEngine',
    ],
    [
      'in fields of a factory that is not called yet',
      { llm_factory: 'Bedrock', bedrock_ak: '§', bedrock_sk: '§', bedrock_region: 'us-east-1', auth_mode: 'iam' },
      'Invalid auth_mode: iam',
    ],
    ['with NUL', { llm_factory: 'OpenAI', api_key: '§\0' }, 'Field api_key contains invalid characters'],
    ['too long', { llm_factory: 'OpenAI', api_key: '§'.repeat(700) }, 'Field api_key is too long'],
  ])('%s', async (place, fields, message) => {
    const body = JSON.stringify(fields).replaceAll('§', aSecret(`credential ${place}`, ''));
    const response = await searched('/api/v1/models', { bearer: user.token, body });
    expectFailure(response, 400, RetCode.ARGUMENT_ERROR, message);
  });

  it.each([
    ['/api/v1/models', RetCode.ARGUMENT_ERROR],
    ['/api/v1/keys', RetCode.ARGUMENT_ERROR],
    ['/api/v1/auth/login', RetCode.ARGUMENT_ERROR],
    ['/v1/user/login', RetCode.ARGUMENT_ERROR],
    ['/api/v1/admin/login', RetCode.BAD_REQUEST],
  ])('in broken JSON to %s', async (path, code) => {
    const secret = aSecret(`secret in broken JSON to ${path}`, '');
    const body = `{"email": "a@b.cc", "password": "${secret}", "api_key": ${secret}`;
    const response = await searched(path, { bearer: user.token, body });
    expectFailure(response, 400, code, 'Invalid request body');
  });

  it.each([
    ['the path of an unknown route', '/api/v1/nothing/§', 404],
    ['a path of the data plane', '/v1/nothing/§', 404],
    ['the path of a page', '/nothing/§', 404],
    ['the place of an id', '/api/v1/keys/§', 404],
    ['a query', '/api/v1/keys?api_key=§&cursor=§', 400],
    ['a broken path', '/api/v1/keys/%ZZ§', 400],
    ['a path that is too long', `/v1/system/token/${'§'.repeat(60)}`, 404],
  ])('in %s', async (place, path, status) => {
    const secret = aSecret(`token in ${place}`, '');
    const response = await searched(path.replaceAll('§', secret), { bearer: user.token });
    expect(response.status).toBe(status);
  });

  it('in the path of DELETE, well and in vain', async () => {
    const bearer = administrator.token;
    const path = `/api/v1/admin/users/${USER}`;
    const [deleted, other] = [await newAdminKey('deleted key'), await newAdminKey('key of user mode, deleted')];
    const good = await searched(`${path}/api_key/${deleted}`, { method: 'delete', bearer });
    expectSuccess(good, null, 'API key deleted successfully');
    const gone = 'API key not found or could not be deleted';
    const again = await searched(`${path}/keys/${deleted}`, { method: 'delete', bearer });
    expectFailure(again, 404, RetCode.NOT_FOUND, gone);
    const nobody = await searched(`/api/v1/admin/users/nobody@example.com/token/${other}`, {
      method: 'delete',
      bearer,
    });
    expectFailure(nobody, 404, RetCode.NOT_FOUND, "User 'nobody@example.com' not found");
    const anonymous = await searched(`${path}/api_key/${other}`, { method: 'delete' });
    expectFailure(anonymous, 401, RetCode.UNAUTHORIZED, 'Authentication required');
    const own = await searched(`/v1/system/token/${other}`, { method: 'delete', bearer: user.token });
    expectSuccess(own, true);
    const used = await searched('/api/v1/keys/self', { apiKey: deleted });
    expectFailure(used, 401, RetCode.UNAUTHORIZED, 'Invalid API key');
  });

  it('in headers, as what it is not', async () => {
    const { token } = user;
    const forged = aSecret('forged API key', '');
    const spelling = `${token.slice(0, -4)}AAAA`;
    planted('misspelt access token', spelling, token.slice(token.lastIndexOf('.') + 1, -4));
    const misspelt = await searched('/api/v1/auth/me', { bearer: spelling });
    expectFailure(misspelt, 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials');
    const wrongPlace = await searched('/api/v1/auth/me', { apiKey: token });
    expectFailure(wrongPlace, 401, RetCode.UNAUTHORIZED, 'Invalid API key');
    const unknown = await searched('/api/v1/models', { bearer: `ragflow-${forged}` });
    expectFailure(unknown, 401, RetCode.AUTHENTICATION_ERROR, 'Authentication error: API key is invalid!');
    const cookie = await searched('/api/v1/auth/refresh', { method: 'post', cookie: aSecret('forged cookie', '') });
    expectFailure(cookie, 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials');
    const basic = Buffer.from(`${ADMINISTRATOR}:${aSecret('wrong password in Basic')}`).toString('base64');
    const denied = await testApp.http.get('/api/v1/admin/auth').set('Authorization', `Basic ${basic}`);
    answers.push(denied.text);
    expectFailure(denied, 401, RetCode.UNAUTHORIZED, 'Access denied');
  });

  it('at sign-in and set-up, refused', async () => {
    const password = aSecret('password of nobody');
    const nobody = await searched('/api/v1/auth/login', { body: { email: 'nobody@example.com', password } });
    expectFailure(nobody, 401, RetCode.UNAUTHORIZED, 'Email and password do not match!');
    const body = { token: secretOf('set-up token'), email: 'eve@example.com', password };
    const again = await searched('/api/v1/auth/setup', { body });
    expectFailure(again, 409, RetCode.CONFLICT, 'Latchkey has been set up already');
    const change = { current_password: aSecret('wrong current password'), new_password: password };
    const wrong = await searched('/api/v1/auth/password', { bearer: user.token, body: change });
    expectFailure(wrong, 403, RetCode.FORBIDDEN, 'current_password is wrong');
    const register = { email: 'eve@example.com', nickname: 'Eve', password: encrypted('registration', password) };
    const closed = await searched('/v1/user/register', { body: register });
    expectFailure(closed, 403, RetCode.PERMISSION_ERROR, 'User registration is disabled!');
  });

  it.each([
    ['credentials', '/api/v1/models', { llm_factory: 'Ollama', base_url: 'http://127.0.0.1:9/', api_key: '§' }],
    ['key_secrets', '/api/v1/keys', { name: 'unlucky' }],
    ['users', '/api/v1/auth/login', { email: ADMINISTRATOR, password: '§' }],
  ])('while the database fails for the table %s', async (table, path, fields) => {
    await testApp.dataSource.query(`ALTER TABLE ${table} RENAME TO away`);
    const body = JSON.stringify(fields).replaceAll('§', aSecret(`secret for the failing table ${table}`, ''));
    const response = await searched(path, { bearer: user.token, body });
    await testApp.dataSource.query(`ALTER TABLE away RENAME TO ${table}`);
    expect(response.status).toBe(500);
    expect(logLines.at(-2)).toContain(`relation "${table}" does not exist`);
  });
});

async function newAdminKey(name: string): Promise<string> {
  const path = `/api/v1/admin/users/${USER}/keys`;
  return aKeyToken(name, tokenOf(await send(path, { method: 'post', bearer: administrator.token })));
}

describe('a search finds no secret', () => {
  it('although it would, in every spelling', () => {
    const { name, secret } = canaries.find((canary) => canary.name === 'user password')!;
    const spellings = [
      secret,
      JSON.stringify({ password: secret }),
      JSON.stringify({ log: JSON.stringify({ password: secret }) }),
      `?password=${encodeURIComponent(secret)}`,
      Buffer.from(secret).toString('hex'),
      ...['', 'u', 'us', 'user:'].map((before) => Buffer.from(`${before}${secret}, and more`).toString('base64url')),
    ];
    expect(spellings.map(secretsIn)).toEqual(spellings.map(() => [name]));
  });

  it('in the logs, which tell of every request', () => {
    const log = logLines.join('\n');
    expect(log).toContain(' POST /api/v1/models 400 ');
    expect(log).toContain(' DELETE /api/v1/admin/users/:username/api_key/:token 200 ');
    expect(secretsIn(log)).toEqual([]);
  });

  it('in the lists of what there is', async () => {
    const own = [
      '/v1/models',
      '/api/v1/keys',
      '/api/v1/auth/sessions',
      '/api/v1/models?include_details=true',
      '/api/v1/models/default',
    ];
    const userMode = ['/v1/system/token_list', '/v1/llm/my_llms', '/v1/llm/list', '/v1/user/tenant_info'];
    const instance = ['users', `users/${USER}`, 'environments', 'configs', 'services', 'variables'];
    const asked = [
      ...[...own, ...userMode].map((path) => searched(path, { bearer: user.token })),
      ...instance.map((name) => searched(`/api/v1/admin/${name}`, { bearer: administrator.token })),
    ];
    const lists = await Promise.all(asked);
    expect(lists.map(({ status }) => status)).toEqual(lists.map(() => 200));
    expect(secretsIn(lists.map(({ text }) => text).join('\n'))).toEqual([]);
  });

  it('in the metrics, which tell of the data plane', async () => {
    const metrics = await searched('/metrics', { bearer: administrator.token });
    expect(metrics.text).toContain('endpoint="chat"');
    expect(secretsIn(metrics.text)).toEqual([]);
  });

  it('in any answer', () => {
    expect(answers.length).toBeGreaterThan(80);
    expect(secretsIn(answers.join('\n'))).toEqual([]);
  });

  it('in the OpenAPI document, as it lies there and as it is served', async () => {
    const served = await testApp.http.get('/openapi.json');
    const committed = await readFile('openapi.json', 'utf8');
    expect([served.status, secretsIn(served.text), secretsIn(committed)]).toEqual([200, [], []]);
  });

  it('in any row of any table, though the publishable beta is there', async () => {
    const text = await storedText(testApp.dataSource);
    const tokens = await testApp.http
      .get(`/api/v1/admin/users/${USER}/keys`)
      .set('Authorization', `Bearer ${administrator.token}`);
    const betas = (tokens.body as { data: { beta: string | null }[] }).data.flatMap(({ beta }) => beta ?? []);
    expect(betas).toHaveLength(2);
    expect(betas.filter((beta) => text.includes(beta))).toEqual(betas);
    expect(secretsIn(text)).toEqual([]);
  });
});
