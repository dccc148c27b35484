import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import OpenAI from 'openai';
import { BadRequestError, ConflictError, Latchkey, PermissionDeniedError } from '../../sdk/typescript/src/index.js';
import { pythonEnvironment } from '../../scripts/python-environment.mjs';
import { anAdministrator, PASSWORD, type Actor } from '../support/actors.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SDK = 'sdk/python';

let testApp: TestApp;
let provider: FakeProvider;
let administrator: Actor;
let python: string;

beforeAll(async () => {
  python = join(await pythonEnvironment('Python SDK', `${SDK}/requirements-test.txt`), 'bin', 'python');
  testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
  provider = await startFakeProvider({ kind: 'openai' });
  administrator = await anAdministrator(testApp);
});

afterAll(async () => {
  await provider.close();
  await testApp.close();
});

/** Runs a program of the Python SDK. @returns how it ended, and what it said */
function run(args: string[], environment: Record<string, string> = {}): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(python, args, {
      cwd: SDK,
      env: { PATH: process.env['PATH'], PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1', ...environment },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
    child.once('close', (code) => resolve({ code, said }));
  });
}

describe('the TypeScript SDK', () => {
  it('does the main job: a user, a key, a provider, its models, defaults, and their use', async () => {
    const baseUrl = testApp.url;
    const admin = await Latchkey.signedIn({ email: administrator.email, password: PASSWORD }, { baseUrl });
    await admin.admin.users.create({ username: 'tess@example.com', password: PASSWORD });
    const { token } = await admin.admin.users.createApiKey('tess@example.com');
    const client = new Latchkey({ baseUrl, apiKey: token });

    const connection = { llm_factory: 'OpenAI-API-Compatible', base_url: provider.url, llm_name: 'gpt-4o-mini', model_type: 'chat' }; // prettier-ignore
    await expect(client.models.add({ ...connection, api_key: 'sk-wrong' })).rejects.toThrow(BadRequestError);
    await expect(client.models.list()).resolves.not.toHaveProperty('OpenAI-API-Compatible');
    await expect(client.models.add({ ...connection, api_key: provider.credential['api_key'] ?? '' })).resolves.toBe(
      true,
    );
    const listed = await client.models.list({ include_details: true });
    expect(listed['OpenAI-API-Compatible']?.llm).toMatchObject([{ name: 'gpt-4o-mini', type: 'chat', api_base: provider.url }]); // prettier-ignore
    await client.models.defaults.set({ llm_id: 'gpt-4o-mini' });
    await expect(client.models.defaults.get()).resolves.toMatchObject({ llm_id: 'gpt-4o-mini' });

    const openai = new OpenAI({ baseURL: client.gatewayUrl, apiKey: token });
    const answer = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] }); // prettier-ignore
    expect(answer.choices[0]?.message.role).toBe('assistant');

    const own = await Latchkey.signedIn({ email: 'tess@example.com', password: PASSWORD }, { baseUrl });
    const key = await own.keys.create({ name: 'reader', scopes: ['models:read'] });
    const reader = new Latchkey({ baseUrl, apiKey: key.token });
    await expect(reader.models.defaults.set({ llm_id: null })).rejects.toThrow(PermissionDeniedError);
    await own.keys.update(key.id, { paused: true });
    await expect(reader.models.list()).rejects.toMatchObject({ name: 'AuthenticationError', status: 401 });
    const names: string[] = [];
    for await (const { name } of own.keys.iterate({ limit: 1, sort: 'name' })) names.push(name);
    expect(names).toHaveLength(2);
    expect(names).toContain('reader');
  });

  it('tells what a credential is used by', async () => {
    const client = new Latchkey({ baseUrl: testApp.url, accessToken: administrator.token });
    const { id } = await client.credentials.create({ factory: 'OpenAI', base_url: provider.url, credential: provider.credential, models: [{ name: 'gpt-4o', type: 'chat' }] }); // prettier-ignore
    await client.aliases.create({ name: 'fast', targets: [{ model: 'gpt-4o' }] });
    const error: unknown = await client.credentials.delete(id).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ data: { used_by: [{ kind: 'alias', name: 'fast' }] } });
    await expect(client.credentials.delete(id, { force: true })).resolves.toBeNull();
  });

  it('imports a document, and gives bytes', async () => {
    const client = new Latchkey({ baseUrl: testApp.url, accessToken: administrator.token });
    const { file_id } = await client.files.uploadDocument(new File(['Keys are kept by Ada.'], 'keys.txt'));
    expect(file_id).toMatch(/\.txt$/);
    const icon = await client.bots.adapters.icon('http_bot');
    expect(new TextDecoder().decode(icon)).toContain('<svg');
  });
});

describe('the Python SDK', () => {
  it('is typed', async () => {
    await expect(run(['-m', 'mypy', '--no-incremental'])).resolves.toMatchObject({ code: 0 });
  });

  it('keeps its promises', async () => {
    const { code, said } = await run(['-m', 'unittest', 'discover', '--start-directory', 'tests']);
    expect(said).toMatch(/Ran \d+ tests/);
    expect({ code, said }).toMatchObject({ code: 0 });
  });

  it('does the main job', async () => {
    const outcome = await run(['tests/main_job.py'], {
      LATCHKEY_URL: testApp.url,
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: PASSWORD,
      PROVIDER_URL: provider.url,
      PROVIDER_KEY: String(provider.credential['api_key']),
    });
    expect(outcome).toEqual({ code: 0, said: 'The main job is done\n' });
  });
});
