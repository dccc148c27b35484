import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { anAdministrator, type Actor } from '../support/actors.js';
import type { FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import type { TestApp } from '../support/test-app.js';
import { CliHome } from './cli-process.js';
import { startCliWorld, type CliWorld } from './cli-world.js';

interface Key {
  id: string;
  name: string;
  status: string;
  token: string;
}

/** Each step stands on the one before it, as in somebody's first hour. */
describe('the main job on the command line', () => {
  let world: CliWorld;
  let testApp: TestApp;
  let provider: FakeProvider;
  let administrator: Actor;
  let home: CliHome;
  const said: string[] = [];

  beforeAll(async () => {
    world = await startCliWorld();
    ({ testApp, provider, home } = world);
    administrator = await anAdministrator(testApp);
  });

  afterAll(() => world.close());

  const run = async (words: string[], stdin = '', env: Record<string, string> = {}) => {
    const spoken = await home.run(words, { stdin, env });
    said.push(spoken.stdout, spoken.stderr);
    return spoken;
  };

  it('signs in with a password from stdin', async () => {
    const words = ['login', testApp.url, '--email', administrator.email, '--password-stdin'];
    const { code, stdout } = await run(words, `${administrator.password}\n`);
    expect(code).toBe(0);
    expect(stdout).toBe(
      `Signed in at ${testApp.url} as ${administrator.email}. Context: ${new URL(testApp.url).host}\n`,
    );
    expect(await home.json(['whoami'])).toMatchObject({ email: administrator.email, is_instance_admin: true });
  });

  it('makes a user, and keeps their password out of everything', async () => {
    const { code, stdout } = await run(['users', 'create', 'bob@example.com', '--password-stdin'], 'Red-lantern-17\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Made user bob@example\.com \([0-9a-f]{32}\)\.\n$/);
    const bobs = await CliHome.make();
    await bobs.signIn(testApp.url, { email: 'bob@example.com', password: 'Red-lantern-17' });
    expect(await bobs.ok(['whoami'])).toContain('bob@example.com');
    await bobs.remove();
  });

  it('makes keys: the token alone on stdout, for oneself and for another', async () => {
    const token = await home.ok([
      'keys',
      'create',
      'ci',
      '--quiet',
      '--scope',
      'inference,models:read',
      '--expires',
      '90d',
    ]);
    expect(token).toMatch(/^lbk_[A-Za-z0-9_-]{43}$/);
    const own = await testApp.http.get('/api/v1/keys/self').set('authorization', `Bearer ${token}`).expect(200);
    expect(own.body.data).toMatchObject({ name: 'ci', scopes: ['inference', 'models:read'] });
    const { stdout, stderr } = await home.run(['keys', 'create', "bob's", '--user', 'bob@example.com']);
    expect(stdout).toMatch(/^lbk_[A-Za-z0-9_-]{43}\n$/);
    expect(stderr).toMatch(/^Made key bob's \(.*\)\. Keep the token, it is not shown again:\n$/);
    const list = await home.json<{ items: Key[] }>(['keys', 'list', '--all-tenants', '--user', 'bob@example.com']);
    expect(list.items.map(({ name }) => name)).toEqual(["bob's"]);
  });

  it('connects a provider with a secret from the environment, and verifies it', async () => {
    const secret = provider.credential['api_key'] ?? '';
    const models = ['--model', 'chat:gpt-4o-mini', '--model', 'embedding:text-embedding-3-small'];
    const words = [
      'credentials',
      'add',
      'OpenAI',
      '--base-url',
      provider.url,
      '--field',
      'api_key=env:SECRET',
      ...models,
    ];
    const added = await run(words, '', { SECRET: secret });
    expect(added.stderr).toBe('');
    expect(added.code).toBe(0);
    expect(added.stdout).toMatch(/^Label: +OpenAI$/m);
    const verified = await run(['credentials', 'verify', 'OpenAI']);
    expect(verified.stdout).toMatch(/^chat +gpt-4o-mini +valid/m);
    expect(verified.stdout).toMatch(/^embedding +text-embedding-3-small +valid/m);
    expect(verified.stderr).toBe('OpenAI: valid\n');
    expect(verified.code).toBe(0);
    provider.behave('unauthorized');
    const refused = await run(['credentials', 'verify', 'OpenAI']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe('OpenAI: rejected\n');
    provider.behave('well');
    expect((await run(['credentials', 'verify', 'OpenAI'])).code).toBe(0);
  });

  it('shares it, and takes it back', async () => {
    await home.ok(['tenant', 'create', 'Research', '--owner', 'bob@example.com']);
    expect(await home.ok(['credentials', 'share', 'OpenAI', 'Research'])).toBe('OpenAI is shared with Research.');
    const bobs = await CliHome.make();
    await bobs.signIn(testApp.url, { email: 'bob@example.com', password: 'Red-lantern-17' });
    expect(await bobs.ok(['models', 'list', '--tenant', 'Research'])).toMatch(/^gpt-4o-mini@OpenAI +chat +yes/m);
    await bobs.ok(['tenant', 'use', 'Research']);
    expect(await bobs.ok(['models', 'list'])).toMatch(/^gpt-4o-mini@OpenAI +chat +yes/m);
    await bobs.remove();
    expect(await home.ok(['credentials', 'unshare', 'OpenAI'])).toBe('OpenAI is not shared any more.');
  });

  it('sets a default and an alias, and does not remove what they stand on', async () => {
    expect(await home.ok(['defaults', 'set', 'chat=gpt-4o-mini@OpenAI'])).toMatch(/^chat: +gpt-4o-mini@OpenAI$/m);
    const made = await home.ok(['aliases', 'create', 'fast', '--target', 'gpt-4o-mini@OpenAI']);
    expect(made).toBe('fast stands for gpt-4o-mini@OpenAI.');
    const { code, stderr } = await run(['credentials', 'delete', 'OpenAI', '--yes']);
    expect(code).toBe(5);
    expect(stderr).toContain('  used by alias fast\n');
    expect(stderr).toContain('hint: Remove it all the same with --force\n');
    expect(await home.ok(['models', 'disable', 'OpenAI', 'gpt-4o-mini'])).toBe('gpt-4o-mini (chat) is off now.');
    expect(await home.ok(['models', 'enable', 'OpenAI', 'gpt-4o-mini'])).toBe('gpt-4o-mini (chat) is on now.');
  });

  it('finds everything in order', async () => {
    const { code, stdout } = await run(['doctor']);
    const lines = stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines.map(([state, check]) => `${state} ${check ?? ''}`.trim())).toEqual([
      ...['ok settings', 'ok server', 'ok tls', 'ok ready', 'ok version', 'ok clock', 'ok identity', 'ok rights'],
      ...['ok default model', 'ok model call', ''],
    ]);
    expect(code).toBe(0);
  });

  it('rotates, pauses, resumes and ends a key', async () => {
    const rotated = await home.json<Key>(['keys', 'rotate', 'ci']);
    expect(rotated.token).toMatch(/^lbk_/);
    expect(await home.ok(['keys', 'pause', 'ci'])).toBe('Key ci is paused now.');
    await testApp.http.get('/api/v1/keys/self').set('x-api-key', rotated.token).expect(401);
    expect(await home.ok(['keys', 'resume', 'ci'])).toBe('Key ci is active now.');
    await testApp.http.get('/api/v1/keys/self').set('x-api-key', rotated.token).expect(200);
    const withoutYes = await run(['keys', 'revoke', 'ci']);
    expect(withoutYes.code).toBe(2);
    expect(withoutYes.stderr).toBe('error: End key ci for ever: there is no terminal to ask on\nhint: Give --yes\n');
    expect(await home.ok(['keys', 'revoke', 'ci', '--yes'])).toBe('Key ci has ended.');
    await testApp.http.get('/api/v1/keys/self').set('x-api-key', rotated.token).expect(401);
    expect((await run(['keys', 'show', 'ci'])).code).toBe(4);
  });

  it('tells of all that in the audit trail, page after page', async () => {
    const first = await home.json<{ items: { action: string }[]; next_cursor: string | null }>([
      'audit',
      'list',
      '--limit',
      '3',
    ]);
    expect(first.items).toHaveLength(3);
    expect(first.next_cursor).not.toBeNull();
    const all = await home.json<typeof first>(['audit', 'list', '--all', '--since', '1h']);
    expect(all.next_cursor).toBeNull();
    expect(all.items.length).toBeGreaterThan(10);
    expect(all.items.slice(0, 3)).toEqual(first.items);
    expect(await home.ok(['audit', 'list', '--limit', '1'])).toContain(administrator.email);
  });

  it('never says a secret, nor stores one in sight of others', async () => {
    const secrets = [administrator.password, 'Red-lantern-17', provider.credential['api_key'] ?? ''];
    for (const secret of secrets) expect(said.join('\n')).not.toContain(secret);
    const stored = await readFile(home.settingsPath, 'utf8');
    for (const secret of secrets) expect(stored).not.toContain(secret);
  });

  it('signs out, on the server too', async () => {
    const stored = await readFile(home.settingsPath, 'utf8');
    const [token] = /[\w-]+\.[\w-]+\.[\w-]+(?=",\s*"accessTokenExpiresAt)/.exec(stored) ?? [''];
    await testApp.http.get('/api/v1/auth/me').set('authorization', `Bearer ${token}`).expect(200);
    expect(await home.ok(['logout'])).toBe(`Signed out at ${testApp.url}.`);
    await testApp.http.get('/api/v1/auth/me').set('authorization', `Bearer ${token}`).expect(401);
    const { code, stderr } = await home.run(['keys', 'list']);
    expect(code).toBe(3);
    expect(stderr).toContain(`error: You are not signed in at ${testApp.url}\n`);
  });
});
