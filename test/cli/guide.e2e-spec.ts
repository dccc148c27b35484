import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { anAdministrator, PASSWORD } from '../support/actors.js';
import type { FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import type { TestApp } from '../support/test-app.js';
import { BUILT, type CliHome } from './cli-process.js';
import { startCliWorld, type CliWorld } from './cli-world.js';

const run = promisify(execFile);
const INSTALLING = 'npm install';

/** The guide as somebody types it from top to bottom; only the server, and where OpenAI is, are the test's. */
describe('docs/guides/cli.md', () => {
  let world: CliWorld;
  let testApp: TestApp;
  let provider: FakeProvider;
  let home: CliHome;

  beforeAll(async () => {
    world = await startCliWorld();
    ({ testApp, provider, home } = world);
    await anAdministrator(testApp, { email: 'ada@example.com' });
    await mkdir(join(home.folder, 'bin'));
    await symlink(BUILT, join(home.folder, 'bin', 'latchkey'));
    await writeFile(join(home.folder, 'password.txt'), `${PASSWORD}\n`);
    await writeFile(join(home.folder, 'eves-password.txt'), 'Red-lantern-17\n');
  });

  afterAll(() => world.close());

  it('holds commands that all do', async () => {
    const guide = await readFile('docs/guides/cli.md', 'utf8');
    const blocks = (language: string): string[] =>
      [...guide.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block]) => block ?? '');
    const [configuration = ''] = blocks('yaml');
    const factory = '        factory: OpenAI\n';
    const here = configuration.replace(factory, `${factory}        base_url: ${provider.url}\n`);
    await writeFile(join(home.folder, 'latchkey.yaml'), here);
    const commands = blocks('sh').filter((block) => !block.startsWith(INSTALLING));
    const script = commands
      .join('\n')
      .replaceAll('http://127.0.0.1:3000', testApp.url)
      .replace('add OpenAI ', `add OpenAI --base-url ${provider.url} `);
    const { stdout } = await run('bash', ['-eu', '-o', 'pipefail', '-c', script], {
      cwd: home.folder,
      env: home.environment({
        PATH: `${join(home.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        OPENAI_API_KEY: provider.credential['api_key'] ?? '',
      }),
    });
    expect(commands).toHaveLength(7);
    expect(stdout).toContain('Signed in at');
    expect(stdout).toContain('"chat.completion"');
    expect(stdout).toContain(' allows 25 USD a month, 1,000,000 tokens a day now.\n');
    expect(stdout).toMatch(/^Budget tokens\/day: +0 of 1,000,000 tokens spent, 0 reserved, 1,000,000 left; /m);
    expect(stdout).toMatch(/^Would pass: +yes$/m);
    expect(stdout).toContain('Removed the limit of 25 USD a month, 1,000,000 tokens a day.\n');
    expect(stdout).toContain('Key my-app has ended.');
    expect(stdout).toContain('+ tenant Support');
    expect(stdout).toMatch(/Nothing to do: the server is as the files describe it\.\n$/);
  });
});
