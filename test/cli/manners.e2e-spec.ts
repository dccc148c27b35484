import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { aUser, anAdministrator, type Actor } from '../support/actors.js';
import { closedPortUrl } from '../support/fake-provider/closed-port.js';
import { startFakeProvider } from '../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { CliHome } from './cli-process.js';

const ESCAPE = '\u001b[31m\u009b2J\u202e';

describe('the manners of the command line', () => {
  let testApp: TestApp;
  let administrator: Actor;
  let user: Actor;
  let home: CliHome;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
    administrator = await anAdministrator(testApp);
    user = await aUser(testApp);
  });

  afterAll(() => testApp.close());

  beforeEach(async () => {
    home = await CliHome.make();
  });

  afterEach(() => home.remove());

  describe('exit codes', () => {
    it('are 2 for what is no command, no option, or lacks a value', async () => {
      expect(await home.run(['keys', 'polish'])).toMatchObject({ code: 2, stdout: '' });
      expect(await home.run(['keys', 'list', '--colour'])).toMatchObject({ code: 2, stdout: '' });
      expect(await home.run(['keys', 'create'])).toMatchObject({ code: 2, stdout: '' });
      expect(await home.run(['keys'])).toMatchObject({ code: 2, stdout: '' });
    });

    it('are 3 for nobody, and for what is not allowed', async () => {
      const nobody = await home.run(['keys', 'list']);
      expect(nobody.code).toBe(3);
      expect(nobody.stderr).toContain('error: No server is known yet\nhint: Sign in with `latchkey login <url>`');
      const wrong = await home.run(['login', testApp.url, '--email', user.email, '--password-stdin'], {
        stdin: 'wrong',
      });
      expect(wrong.code).toBe(3);
      expect(wrong.stderr).toMatch(/^error: .*\nhint: Check both, and the server\n$/);
      const key = await home.run(['login', testApp.url, '--key-stdin'], { stdin: 'lbk_wrong' });
      expect(key.code).toBe(3);
      expect(key.stderr).toContain('hint: Check that the key is complete');
      const environment = { LATCHKEY_URL: testApp.url, LATCHKEY_API_KEY: 'lbk_wrong' };
      const given = await home.run(['keys', 'list'], { env: environment });
      expect(given.code).toBe(3);
      expect(given.stderr).toContain('where LATCHKEY_API_KEY or --key-env gives a key, look at that');
      await home.signIn(testApp.url, user);
      const { code, stderr } = await home.run(['users', 'list']);
      expect(code).toBe(3);
      expect(stderr).toContain('hint: `latchkey whoami` shows what you may do');
    });

    it('are 4 for what is not there, and 5 for what is there already', async () => {
      await home.signIn(testApp.url, administrator);
      expect(await home.run(['keys', 'show', 'nothing'])).toMatchObject({
        code: 4,
        stderr: 'error: There is no key "nothing"\n',
      });
      const again = await home.run(['users', 'create', user.email, '--password-stdin'], { stdin: 'Green-table-33' });
      expect(again.code).toBe(5);
    });

    it('are 1 for what the server refuses, in its words', async () => {
      await home.signIn(testApp.url, administrator);
      const { code, stderr } = await home.run(['users', 'create', 'nobody', '--password-stdin'], { stdin: 'short' });
      expect(code).toBe(1);
      expect(stderr).toBe('error: password must have at least 8 characters\n');
      const alias = await home.run(['aliases', 'create', 'a@b', '--target', 'gpt-none']);
      expect(alias.code).toBe(1);
      expect(alias.stderr).toMatch(/^error: .*\n/);
    });

    it('are 1 for what the server refuses of an option, which is named', async () => {
      await home.signIn(testApp.url, administrator);
      const refused = async (...words: string[]): Promise<string> => {
        const { code, stderr } = await home.run(words);
        expect(code).toBe(1);
        return stderr;
      };
      expect(await refused('limits', 'create')).toBe('error: --budget is required where no other limit is set\n');
      expect(await refused('limits', 'create', '--budget', '0.0000001usd/day')).toBe(
        'error: --budget must have at most 6 decimal places\n',
      );
      expect(await refused('limits', 'create', '--budget', '1usd/day', '--alert-at', '101')).toBe(
        'error: --alert-at: each value in alert_at_percent must not be greater than 100\n',
      );
      expect(
        await refused('limits', 'create', '--parallel', '9999999', '--requests-per-minute', '999999999999999'),
      ).toBe(
        'error: --requests-per-minute must not be greater than 1000000000000\n' +
          '  --parallel must not be greater than 1000000\n',
      );
      expect(await refused('usage', 'list', '--by', 'colour')).toBe(
        'error: --by must be a list of: hour, day, month, tenant, key, user, model\n',
      );
      expect(await refused('keys', 'create', 'x', '--expires', '2020-01-01')).toMatch(/^error: --expires must be /);
      expect(await refused('keys', 'create', 'x'.repeat(300))).toMatch(/^error: Field name is too long\n/);
    });

    it('are 6 where nothing listens, and where somebody else does', async () => {
      const absent = await closedPortUrl();
      const { code, stderr } = await home.run(['whoami', '--url', absent], { env: { LATCHKEY_API_KEY: 'lbk_x' } });
      expect(code).toBe(6);
      expect(stderr).toBe(`error: Nothing listens at ${absent}\nhint: Is the server running, and is the port right?\n`);
    });
  });

  describe('who one is', () => {
    it('comes from the environment without any settings', async () => {
      const env = { LATCHKEY_URL: testApp.url, LATCHKEY_API_KEY: await keyOf(administrator) };
      expect(await home.json(['whoami'], { env })).toMatchObject({ kind: 'api-key', email: administrator.email });
      const named = { LATCHKEY_URL: testApp.url, MY_KEY: env.LATCHKEY_API_KEY };
      expect(await home.json(['whoami', '--key-env', 'MY_KEY'], { env: named })).toMatchObject({ kind: 'api-key' });
      await expect(stat(home.settingsPath)).rejects.toThrow('ENOENT');
    });

    it('can be a key that may do little, without a home', async () => {
      const key = await keyOf(administrator, ['inference']);
      const env = { LATCHKEY_URL: testApp.url, LATCHKEY_API_KEY: `${key}\r\n`, HOME: '' };
      const { code, stdout, stderr } = await home.run(['whoami'], { env });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Scopes: +inference$/m);
      expect((await home.run(['doctor'], { env })).code).toBe(0);
      const beside = await home.run(['logout'], { env });
      expect(beside).toMatchObject({ code: 2, stdout: '' });
    });

    it('can leave a tenant that does not let one in any more', async () => {
      await home.signIn(testApp.url, user);
      const settings = await readFile(home.settingsPath, 'utf8');
      const gone = settings.replace('"tenant": null', `"tenant": { "id": "${'0'.repeat(32)}", "name": "Gone" }`);
      await writeFile(home.settingsPath, gone);
      const lost = await home.run(['whoami']);
      expect(lost.code).toBe(3);
      expect(lost.stderr).toContain('hint: `latchkey tenant list` shows your tenants');
      expect(await home.ok(['tenant', 'list'])).toContain(user.tenantId);
      expect(await home.ok(['logout'])).toBe(`Signed out at ${testApp.url}.`);
    });

    it('is kept from a key on stdin, which is shown masked', async () => {
      const key = await keyOf(administrator);
      await home.ok(['login', testApp.url, '--key-stdin'], { stdin: `${key}\n` });
      expect(await home.json(['whoami'])).toMatchObject({ kind: 'api-key' });
      const contexts = await home.ok(['context', 'list']);
      expect(contexts).toContain(`${key.slice(0, 8)}…${key.slice(-4)}`);
      expect(contexts).not.toContain(key);
    });

    it('is never told to another server than the one of the context', async () => {
      const other = await startFakeProvider({ kind: 'openai' });
      await home.signIn(testApp.url, user);
      const { code, stderr } = await home.run(['keys', 'list', '--url', other.origin]);
      expect(code).toBe(3);
      expect(stderr).toContain(`You are not signed in at ${other.origin}`);
      const mixed = await home.run(['keys', 'list', '--url', other.origin, '--context', new URL(testApp.url).host]);
      expect(mixed.code).toBe(2);
      expect(other.requests).toEqual([]);
      await other.close();
    });

    it('does not follow to where a server leads', async () => {
      const other = await startFakeProvider({ kind: 'openai' });
      const leading = createServer((_, response) => response.writeHead(307, { location: other.origin }).end());
      leading.listen(0, '127.0.0.1');
      await once(leading, 'listening');
      const url = `http://127.0.0.1:${(leading.address() as AddressInfo).port}`;
      const words = ['login', url, '--email', user.email, '--password-stdin'];
      const { code, stderr } = await home.run(words, { stdin: user.password });
      expect(code).toBe(6);
      expect(stderr).toContain(`error: ${url} leads to ${other.origin}, where nothing is sent unasked\n`);
      expect(other.requests).toEqual([]);
      leading.close();
      await other.close();
    });

    it('is renewed by one of several processes, and the session goes on', async () => {
      await home.signIn(testApp.url, user);
      await makeTokenOld(home);
      const all = await Promise.all([1, 2, 3, 4].map(() => home.run(['whoami', '--json'])));
      expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
      await makeTokenOld(home);
      expect(await home.json(['whoami'])).toMatchObject({ email: user.email });
    });

    it('is told when the session has ended', async () => {
      await home.signIn(testApp.url, user);
      await testApp.dataSource.query('DELETE FROM sessions WHERE user_id = $1', [user.user.id]);
      await makeTokenOld(home);
      const { code, stderr } = await home.run(['whoami']);
      expect(code).toBe(3);
      expect(stderr).toBe(
        `error: The session of ${user.email} at ${testApp.url} has ended\nhint: Sign in again with \`latchkey login\`\n`,
      );
      user = await aUser(testApp);
    });
  });

  describe('the settings file', () => {
    it('is for its owner alone', async () => {
      await home.signIn(testApp.url, user);
      expect((await stat(home.settingsPath)).mode & 0o777).toBe(0o600);
      expect((await stat(dirname(home.settingsPath))).mode & 0o777).toBe(0o700);
    });

    it('is known to have a place before anybody signs in', async () => {
      const server = await startFakeProvider({ kind: 'openai' });
      const words = ['login', server.origin, '--email', user.email, '--password-stdin'];
      const { code, stderr } = await home.run(words, { stdin: user.password, env: { HOME: '/dev/null' } });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^error: \/dev\/null\/\.config\/latchkey\/config\.json cannot be written: ENOTDIR/);
      expect(server.requests).toEqual([]);
      await server.close();
    });

    it('is mended, with a warning, when others may read it', async () => {
      await home.signIn(testApp.url, user);
      await chmod(home.settingsPath, 0o644);
      const { code, stderr } = await home.run(['whoami']);
      expect(code).toBe(0);
      expect(stderr).toMatch(/^warning: others could read .*config\.json; its mode is 0600 now\./);
      expect((await stat(home.settingsPath)).mode & 0o777).toBe(0o600);
    });

    it('says so when it is broken, and is left as it is', async () => {
      await mkdir(dirname(home.settingsPath), { recursive: true });
      await writeFile(home.settingsPath, '{ "version": 1, ', { mode: 0o600 });
      const { code, stderr } = await home.run(['whoami']);
      expect(code).toBe(1);
      expect(stderr).toContain('config.json cannot be used: it is no JSON\n');
      expect((await home.run(['login', testApp.url, '--key-stdin'], { stdin: 'lbk_x' })).code).not.toBe(0);
      expect(await readFile(home.settingsPath, 'utf8')).toBe('{ "version": 1, ');
    });
  });

  describe('what is shown', () => {
    it('never lets a name act on the terminal', async () => {
      await home.signIn(testApp.url, administrator);
      await testApp.http
        .post('/api/v1/tenants')
        .set(administrator.headers)
        .send({ name: `Lab ${ESCAPE}` })
        .expect(200);
      const shown = await home.ok(['tenant', 'list']);
      expect(shown).toContain('Lab \\u001b[31m\\u009b2J\\u202e');
      expect(shown).not.toContain('\u001b');
      expect(shown).not.toContain('\u009b');
      const json = await home.ok(['tenant', 'list', '--json']);
      expect(json).not.toContain('\u009b');
      expect((JSON.parse(json) as { name: string }[]).map(({ name }) => name)).toContain(`Lab ${ESCAPE}`);
      const { stderr } = await home.run(['tenant', 'use', `none ${ESCAPE}`]);
      expect(stderr).not.toContain('\u001b');
    });

    it('has no colours off a terminal, and a sentence for nothing', async () => {
      await home.signIn(testApp.url, user);
      const { stdout, stderr, code } = await home.run(['aliases', 'list']);
      expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: 'There are no aliases.\n', code: 0 });
      expect(await home.json(['aliases', 'list'])).toEqual({ items: [], next_cursor: null });
    });

    it('shows ids whole', async () => {
      await home.signIn(testApp.url, user);
      const { id } = await home.json<{ id: string }>(['keys', 'create', 'k'.repeat(200)]);
      expect(await home.ok(['keys', 'list'])).toContain(id);
    });
  });

  it('takes no secret from the command line', async () => {
    await home.signIn(testApp.url, administrator);
    const { code, stderr } = await home.run(['credentials', 'add', 'OpenAI', '--field', 'api_key=sk-in-sight-of-all']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: api_key is secret, and the command line can be read by others\n' +
        'hint: Say --field api_key=env:VARIABLE, api_key=@file or api_key=-\n',
    );
    const missing = await home.run(['credentials', 'add', 'OpenAI']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toMatch(/hint: Give --field api_key=…\n$/);
  });

  describe('doctor', () => {
    it('names what is wrong: nobody listens, nobody signed in, a certificate that is not trusted', async () => {
      const absent = await closedPortUrl();
      const dead = await home.run(['doctor', '--url', absent]);
      expect(dead.code).toBe(6);
      expect(dead.stdout).toMatch(/^fail {2}server +Nothing listens at/m);
      const nobody = await home.run(['doctor', '--url', testApp.url]);
      expect(nobody.code).toBe(3);
      expect(nobody.stdout).toMatch(/^ok {4}ready/m);
      expect(nobody.stdout).toMatch(/^fail {2}identity +You are not signed in/m);
      const tls = await startFakeProvider({ kind: 'openai', tls: true });
      const untrusted = await home.run(['doctor', '--url', tls.origin]);
      expect(untrusted.stdout).toMatch(/^fail {2}tls +The TLS certificate of .* is self-signed/m);
      expect(untrusted.stdout).toContain('NODE_EXTRA_CA_CERTS');
      await tls.close();
    });

    it('says the same as one JSON document', async () => {
      await home.signIn(testApp.url, user);
      const told = await home.json<{ ok: boolean; checks: { check: string; state: string }[] }>(['doctor']);
      expect(told.ok).toBe(true);
      expect(told.checks.filter(({ state }) => state === 'warn').map(({ check }) => check)).toEqual(['default model']);
    });
  });

  async function keyOf(actor: Actor, scopes = ['*']): Promise<string> {
    const made = await testApp.http.post('/api/v1/keys').set(actor.headers).send({ name: 'env', scopes }).expect(200);
    return (made.body as { data: { token: string } }).data.token;
  }
});

/** As it is a quarter of an hour later. */
async function makeTokenOld(home: CliHome): Promise<void> {
  const stored = await readFile(home.settingsPath, 'utf8');
  await writeFile(home.settingsPath, stored.replace(/(accessTokenExpiresAt": ")[^"]+/, '$12020-01-01T00:00:00.000Z'));
}
