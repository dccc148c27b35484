import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { anAdministrator, type Actor } from '../support/actors.js';
import type { FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import type { TestApp } from '../support/test-app.js';
import { BUILT, type CliHome } from './cli-process.js';
import { startCliWorld, type CliWorld } from './cli-world.js';

const run = promisify(execFile);
const ENTER = '\r';
const CTRL_C = '\u0003';

describe('the command line on a terminal', () => {
  let world: CliWorld;
  let testApp: TestApp;
  let provider: FakeProvider;
  let administrator: Actor;
  let home: CliHome;

  beforeAll(async () => {
    world = await startCliWorld();
    ({ testApp, provider, home } = world);
    administrator = await anAdministrator(testApp);
  });

  afterAll(() => world.close());

  /** What is shown → what is typed then. */
  const onTerminal = async (words: string[], answers: [string, string][]): Promise<{ shown: string; code: number }> => {
    const script = [resolve('test/cli/terminal.py'), JSON.stringify(answers), process.execPath, BUILT, ...words];
    const { stdout } = await run('python3', script, { cwd: home.folder, env: home.environment({ TERM: 'xterm' }) });
    return JSON.parse(stdout) as { shown: string; code: number };
  };

  it('asks for address, e-mail and password, which is not shown', async () => {
    const { shown, code } = await onTerminal(
      ['login', testApp.url],
      [
        ['E-mail', `${administrator.email}${ENTER}`],
        ['Password', `${administrator.password}${ENTER}`],
      ],
    );
    expect(shown).toContain('Signed in at');
    expect(shown).not.toContain(administrator.password);
    expect(code).toBe(0);
  });

  it('takes an address that is typed in place of the one it suggests', async () => {
    const { shown, code } = await onTerminal(
      ['login'],
      [
        ['Address of the server', `${testApp.url}${ENTER}`],
        ['E-mail', `${administrator.email}${ENTER}`],
        ['Password', `${administrator.password}${ENTER}`],
      ],
    );
    expect(shown).toContain(`Signed in at ${testApp.url} as`);
    expect(code).toBe(0);
  });

  it("asks for the fields of a factory's credential", async () => {
    const { shown, code } = await onTerminal(
      ['credentials', 'add', 'OpenAI', '--base-url', provider.url, '--model', 'chat:gpt-4o-mini'],
      [['API', `${provider.credential['api_key'] ?? ''}${ENTER}`]],
    );
    expect(shown).toContain('Label:');
    expect(shown).not.toContain(provider.credential['api_key']);
    expect(code).toBe(0);
  });

  it('asks before it deletes, and takes Enter for no', async () => {
    const no = await onTerminal(['credentials', 'delete', 'OpenAI'], [['Remove OpenAI with its 1 models?', ENTER]]);
    expect(no.code).toBe(130);
    expect(await home.ok(['credentials', 'list'])).toContain('OpenAI');
    const yes = await onTerminal(['credentials', 'delete', 'OpenAI'], [['Remove OpenAI with its 1 models?', 'y']]);
    expect(yes.code).toBe(0);
    expect(await home.json(['credentials', 'list'])).toEqual({ items: [], next_cursor: null });
  });

  it('ends with 130 on Ctrl-C, at a question and while it waits', async () => {
    const asked = await onTerminal(['users', 'create', 'eve@example.com'], [['Password', CTRL_C]]);
    expect(asked.code).toBe(130);
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const child = spawn(process.execPath, [BUILT, 'whoami'], {
      env: home.environment({ LATCHKEY_URL: `http://127.0.0.1:${port}`, LATCHKEY_API_KEY: 'lbk_x' }),
    });
    await once(silent, 'request');
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    silent.closeAllConnections();
    silent.close();
  });

  it('is silent when its reader leaves', async () => {
    const command = `"${process.execPath}" "${BUILT}" reference | head -1`;
    const { stdout, stderr } = await run('bash', ['-o', 'pipefail', '-c', command], { env: home.environment() });
    expect({ stdout, stderr }).toEqual({ stdout: '# The `latchkey` command line\n', stderr: '' });
  });

  it('completes commands, options, their values and files in bash', async () => {
    const script = await home.ok(['completion', 'bash']);
    await writeFile(join(home.folder, 'completion.bash'), `${script}\n`);
    await writeFile(join(home.folder, 'team.yaml'), '');
    await writeFile(join(home.folder, 'our own.yaml'), '');
    const completed = async (...words: string[]): Promise<string[]> => {
      const typed = `COMP_WORDS=(latchkey ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`;
      const commands = `set -eu; source completion.bash; complete -p latchkey >/dev/null; ${typed}; _latchkey; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout } = await run('bash', ['-c', commands], { cwd: home.folder, env: home.environment() });
      return stdout.trim().split('\n');
    };
    expect(await completed('ke')).toEqual(['keys']);
    expect(await completed('keys', 'r')).toEqual(['rotate', 'resume']);
    expect(await completed('keys', 'rotate', '--o')).toEqual(['--overlap']);
    expect(await completed('--url', 'http://x', 'key', 'pau')).toEqual(['pause']);
    expect(await completed('keys', 'list', '--status', 'p')).toEqual(['paused']);
    expect(await completed('limits', 'cr')).toEqual(['create']);
    expect(await completed('limits', 'update', 'x', '--unknown-spend', 'd')).toEqual(['deny']);
    expect(await completed('keys', 'explain', 'ci', '--endpoint', 'r')).toEqual(['rerank']);
    expect(await completed('tenant', 'members', 'ad')).toEqual(['add']);
    expect(await completed('apply', '-f', 'te')).toEqual(['team.yaml']);
    expect(await completed('knowledge', 'import', 'base', 'te')).toEqual(['team.yaml']);
    expect(await completed('plan', '-f', 'our')).toEqual(['our own.yaml']);
  });

  it('prints a completion script that names every command for zsh', async () => {
    const script = await home.ok(['completion', 'zsh']);
    expect(script).toMatch(/^#compdef latchkey\n/);
    expect(script).toContain("'rotate:Give a key a new token; its id and all that hangs on it stay.'");
    expect(script).toContain("'tenant members add') known=(");
  });
});
