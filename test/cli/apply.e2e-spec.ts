import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { aUser, anAdministrator, type Actor } from '../support/actors.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { BUILT, CliHome } from './cli-process.js';
import { startProxy } from './proxy.js';

interface Outcome {
  changes: { action: string; kind: string; tenant: string | null; name: string; fields: unknown[] }[];
  plan_digest: string;
  applied: boolean;
}

describe('latchkey plan and apply', () => {
  let testApp: TestApp;
  let provider: FakeProvider;
  let administrator: Actor;
  let member: Actor;
  let home: CliHome;
  let secret: string;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
    provider = await startFakeProvider({ kind: 'openai' });
    secret = provider.credential['api_key'] ?? '';
    member = await aUser(testApp, { email: 'bob@example.com' });
  });

  afterAll(async () => {
    await provider.close();
    await testApp.close();
  });

  beforeEach(async () => {
    administrator = await anAdministrator(testApp);
    home = await CliHome.make();
    await home.signIn(testApp.url, administrator);
    await put('key.txt', `${secret}\n`);
  });

  afterEach(() => home.remove());

  const put = (name: string, text: string): Promise<void> => writeFile(join(home.folder, name), text);

  const team = (name: string, more = ''): string => `tenants:
  - name: ${name}
    members:
      - { email: ${administrator.email}, role: owner }
      - { email: ${member.email}, role: member }
    credentials:
      - label: openai-main
        factory: OpenAI
        base_url: ${provider.url}
        credential: { api_key: { env: OPENAI_API_KEY } }
        models:
          - { name: gpt-4o-mini, type: chat }
    defaults: { llm_id: gpt-4o-mini@OpenAI }
    aliases:
      - { name: fast, targets: [{ model: gpt-4o-mini@OpenAI }] }
${more}`;

  const withKey = (): { env: Record<string, string> } => ({ env: { OPENAI_API_KEY: secret } });

  it('plans, does exactly that, and has nothing to do the second time', async () => {
    await put('team.yaml', team('First'));
    const plan = await home.json<Outcome>(['plan', '-f', 'team.yaml'], withKey());
    expect(plan.applied).toBe(false);
    expect(plan.changes.map(({ action, kind }) => `${action} ${kind}`)).toContain('create credential');
    const unchanged = await home.run(['plan', '-f', 'team.yaml', '--exit-code'], withKey());
    expect(unchanged.code).toBe(7);
    const done = await home.json<Outcome>(['apply', '-f', 'team.yaml', '--yes'], withKey());
    expect(done).toEqual({ ...plan, applied: true });
    const again = await home.run(['apply', '-f', 'team.yaml'], withKey());
    expect(again).toEqual({
      code: 0,
      stdout: 'Nothing to do: the server is as the files describe it.\n',
      stderr: '',
    });
    expect((await home.run(['plan', '-f', 'team.yaml', '--exit-code'], withKey())).code).toBe(0);
    expect(await home.json(['defaults', 'show', '--tenant', 'First'])).toMatchObject({ llm_id: 'gpt-4o-mini@OpenAI' });
  });

  it('shows the diff for people, secrets masked, and needs --yes where nobody can be asked', async () => {
    await put('team.yaml', team('Second'));
    const { code, stdout, stderr } = await home.run(['apply', '-f', 'team.yaml'], withKey());
    expect(code).toBe(2);
    expect(stderr).toBe('error: Make these changes: there is no terminal to ask on\nhint: Give --yes\n');
    expect(stdout).toContain('Tenant Second\n  + tenant Second\n');
    expect(stdout).toContain('  + credential openai-main\n');
    expect(stdout).toMatch(/^ {6}credential\.api_key: sk-fake-…6789$/m);
    expect(stdout).not.toContain(secret);
    expect(await home.ok(['tenant', 'list', '--all-tenants', '--search', 'Second'])).toBe('');
    const done = await home.ok(['apply', '-f', 'team.yaml', '--yes'], withKey());
    expect(done).toMatch(/\nDone: \d+ changes\.$/);
    await put('team.yaml', team('Second').replace('name: fast', 'name: quick'));
    const pruned = await home.ok(['plan', '-f', 'team.yaml', '--prune'], withKey());
    expect(pruned).toContain('  + alias quick\n');
    expect(pruned).toContain('  - alias fast\n');
  });

  it('takes several files, folders, stdin, and secrets from files', async () => {
    const credential = `{ label: a, factory: OpenAI, base_url: ${provider.url}, credential: { api_key: { file: key.txt } }, models: [] }`;
    await put('one.yaml', `tenants: [{ name: Third, credentials: [${credential}] }]\n`);
    const plan = await home.json<Outcome>(['plan', '-f', 'one.yaml', '-f', '-'], {
      stdin: 'tenants: [{ name: Fourth }]\n',
    });
    expect(plan.changes.filter(({ kind }) => kind === 'tenant').map(({ name }) => name)).toEqual(['Third', 'Fourth']);
    const folder = await home.json<Outcome>(['plan', '-f', '.']);
    expect(folder.changes.filter(({ kind }) => kind === 'tenant').map(({ name }) => name)).toEqual(['Third']);
  });

  it('names file and line of what is not known, not there, or refused by the server', async () => {
    await put('bad.yaml', 'tenants:\n  - name: Fifth\n    alias: []\n');
    const unknown = await home.run(['plan', '-f', 'bad.yaml']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain(
      'error: bad.yaml:3: "alias" is not known in tenants[0]\nhint: Known are: id, name',
    );
    await put('bad.yaml', team('Fifth'));
    const unset = await home.run(['plan', '-f', 'bad.yaml']);
    expect(unset.stderr).toBe('error: bad.yaml:10: the environment has no OPENAI_API_KEY\n');
    await put('bad.yaml', team('Fifth').replace('role: member', 'role: king'));
    const refused = await home.run(['plan', '-f', 'bad.yaml'], withKey());
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^error: The configuration cannot be used\n {2}bad\.yaml:5: .*role must be/);
    await put('bad.yaml', team('Fifth').replace('[{ model: gpt-4o-mini@OpenAI }]', '[{ model: gpt-none }]'));
    const target = await home.run(['apply', '-f', 'bad.yaml', '--yes'], withKey());
    expect(target.code).toBe(1);
    expect(target.stderr).toMatch(/bad\.yaml:15: .*gpt-none/);
    await put('bad.yaml', team('Fifth').replace(member.email, 'nobody@example.com'));
    const stranger = await home.run(['apply', '-f', 'bad.yaml', '--yes'], withKey());
    expect(stranger.code).toBe(4);
    expect(stranger.stderr).toBe(
      "error: The configuration cannot be used\n  bad.yaml:5: User 'nobody@example.com' not found\n",
    );
    expect(await home.ok(['tenant', 'list', '--all-tenants', '--search', 'Fifth'])).toBe('');
  });

  it('leaves nothing behind when the provider refuses', async () => {
    await put('team.yaml', team('Sixth'));
    const { code, stderr } = await home.run(['apply', '-f', 'team.yaml', '--yes'], {
      env: { OPENAI_API_KEY: 'sk-wrong-0123456789ab' },
    });
    expect(code).toBe(1);
    expect(stderr).not.toContain('sk-wrong-0123456789ab');
    expect(stderr).toMatch(/^error: /);
    expect(await home.ok(['tenant', 'list', '--all-tenants', '--search', 'Sixth'])).toBe('');
  });

  it('does all of it though nobody reads what it says', async () => {
    await put('team.yaml', 'tenants: [{ name: Ninth }]\n');
    const command = `"${process.execPath}" "${BUILT}" apply -f team.yaml --yes | true`;
    await promisify(execFile)('bash', ['-o', 'pipefail', '-c', command], {
      cwd: home.folder,
      env: home.environment(),
    });
    expect(await home.ok(['tenant', 'list', '--all-tenants', '--search', 'Ninth'])).toContain('Ninth');
  });

  it('does nothing when something else would be done by then', async () => {
    await put('team.yaml', 'tenants: [{ name: Eighth }]\n');
    const meanwhile = await startProxy(testApp.url, async (body) => {
      if (body.includes('"expect"'))
        await home.ok(['tenant', 'create', 'Eighth'], { env: { LATCHKEY_URL: testApp.url } });
    });
    await home.signIn(meanwhile.url, administrator);
    const { code, stderr } = await home.run(['apply', '-f', 'team.yaml', '--yes', '--url', meanwhile.url]);
    expect(code).toBe(5);
    expect(stderr).toMatch(/^error: .*\. Nothing was changed\.\n/);
    expect(stderr).toContain('hint: Something changed since the plan was made; run the command again\n');
    await meanwhile.close();
  });

  it('is refused to those who may not', async () => {
    const bobs = await CliHome.make();
    await bobs.signIn(testApp.url, member);
    const { code } = await bobs.run(['plan', '-f', '-'], { stdin: 'tenants: [{ name: Seventh }]\n' });
    expect([3, 4]).toContain(code);
    await bobs.remove();
  });
});
