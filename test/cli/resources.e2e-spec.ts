import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aUser } from '../support/actors.js';
import type { FakeProvider } from '../support/fake-provider/start-fake-provider.js';
import type { TestApp } from '../support/test-app.js';
import type { CliHome } from './cli-process.js';
import { startCliWorld, type CliWorld } from './cli-world.js';

describe('resources on the command line', () => {
  let world: CliWorld;
  let testApp: TestApp;
  let provider: FakeProvider;
  let home: CliHome;

  beforeAll(async () => {
    world = await startCliWorld();
    ({ testApp, provider, home } = world);
    await home.signIn(testApp.url, await aUser(testApp));
    const models = ['--model', 'chat:gpt-4o-mini', '--model', 'embedding:text-embedding-3-small'];
    await home.ok(['credentials', 'add', 'OpenAI', '--base-url', provider.url, '--field', 'api_key=-', ...models], {
      stdin: provider.credential['api_key'] ?? '',
    });
    await home.ok(['defaults', 'set', 'chat=gpt-4o-mini@OpenAI', 'embedding=text-embedding-3-small@OpenAI']);
  });

  afterAll(() => world.close());

  it('are called by their labels, which no two credentials share', async () => {
    const words = ['credentials', 'add', 'OpenAI', '--base-url', provider.url, '--field', 'api_key=-'];
    const { code, stderr } = await home.run(words, { stdin: provider.credential['api_key'] ?? '' });
    expect(code).toBe(5);
    expect(stderr).toContain('error: There is a credential "OpenAI" already\n');
  });

  it('makes a pipeline from YAML, talks to it, changes and removes it', async () => {
    await writeFile(join(home.folder, 'pipeline.yaml'), 'name: handbook\ndescription: Answers from the handbook\n');
    expect(await home.ok(['pipelines', 'create', '-f', 'pipeline.yaml'])).toBe('Made pipeline handbook.');
    expect(await home.ok(['pipelines', 'list'])).toMatch(/^handbook +Answers from the handbook +yes/m);
    const answer = await home.json<{ message: { content: string } }>(['pipelines', 'chat', 'handbook', 'Hello?']);
    expect(await home.ok(['pipelines', 'chat', 'handbook', '--reset'], { stdin: 'Hello?' })).toBe(
      answer.message.content,
    );
    const changed = await home.ok(['pipelines', 'update', 'handbook', '-f', '-'], {
      stdin: '{"description": "Other"}',
    });
    expect(changed).toBe('Changed pipeline handbook.');
    expect(await home.ok(['pipelines', 'show', 'handbook'])).toMatch(/^Description: +Other$/m);
    expect(await home.ok(['pipelines', 'delete', 'handbook', '--yes'])).toBe('Removed pipeline handbook.');
    expect((await home.run(['pipelines', 'show', 'handbook'])).code).toBe(4);
  });

  it('imports a file into a knowledge base, and asks it', async () => {
    await home.ok(['knowledge', 'create', '-f', '-'], { stdin: 'name: staff\n' });
    await writeFile(join(home.folder, 'leave.md'), '# Leave\n\nEverybody has thirty days of holiday a year.\n');
    expect(await home.ok(['knowledge', 'import', 'staff', 'leave.md'])).toBe('Imported leave.md into staff.');
    expect(await home.ok(['knowledge', 'files', 'staff'])).toMatch(/^leave_\w+\.md +\d+ +completed/m);
    expect(await home.ok(['knowledge', 'search', 'staff', 'days of holiday'])).toContain('thirty days of holiday');
    expect(await home.ok(['tasks', 'list'])).toMatch(/ done /);
    const missing = await home.run(['knowledge', 'import', 'staff', 'none.md']);
    expect(missing).toMatchObject({ code: 2, stderr: 'error: none.md cannot be read: ENOENT\n' });
    expect(await home.ok(['knowledge', 'delete', 'staff', '--yes'])).toBe('Removed knowledge base staff.');
  });

  it('manages bots and MCP servers', async () => {
    await home.ok(['bots', 'create', '-f', '-'], { stdin: 'name: support\nadapter: http_bot\nenable: false\n' });
    expect(await home.ok(['bots', 'list'])).toMatch(/^support +http_bot/m);
    expect(await home.ok(['bots', 'delete', 'support', '--yes'])).toBe('Removed bot support.');
    await home.ok(['mcp', 'create', '-f', '-'], {
      stdin: 'name: weather\nmode: http\nenable: false\nextra_args: { url: "http://127.0.0.1:9/mcp" }\n',
    });
    expect(await home.ok(['mcp', 'list'])).toMatch(/^weather +http +no/m);
    expect(await home.ok(['mcp', 'show', 'weather'])).toMatch(/^Name: +weather$/m);
    expect(await home.ok(['mcp', 'delete', 'weather', '--yes'])).toBe('Removed MCP server weather.');
  });

  it('says what is wrong with a file', async () => {
    const list = await home.run(['bots', 'create', '-f', '-'], { stdin: '- a\n' });
    expect(list).toMatchObject({ code: 2 });
    expect(list.stderr).toContain('error: stdin holds no record\n');
    const broken = await home.run(['bots', 'create', '-f', '-'], { stdin: '{"name": ' });
    expect(broken.stderr).toMatch(/^error: stdin is neither JSON nor YAML: /);
    expect((await home.run(['bots', 'create', '-f', 'none.yaml'])).stderr).toBe(
      'error: none.yaml cannot be read: there is no such file\n',
    );
  });
});
