import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from './configuration-reader.js';
import { joined } from './desired.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-yaml-'));
  await writeFile(join(folder, 'key.txt'), 'sk-from-file\n');
});

afterAll(() => rm(folder, { recursive: true }));

const read = (text: string, env: Record<string, string> = {}) =>
  readConfiguration({ name: 'team.yaml', text, folder }, env);

const TEAM = `# ours
tenants:
  - name: Research
    members:
      - { email: bob@example.com, role: member }
    credentials:
      - label: openai-main
        factory: OpenAI
        credential:
          api_key: { env: OPENAI_API_KEY }
          other: { file: key.txt }
        shared_with: all
    defaults: { llm_id: gpt-4o-mini@OpenAI, tts_id: null }
instance:
  defaults: { llm_id: "" }
`;

describe('readConfiguration', () => {
  it('reads what is wanted, with values from the environment and files', async () => {
    const [document] = await read(TEAM, { OPENAI_API_KEY: 'sk-from-env' });
    expect(document?.content).toEqual({
      tenants: [
        {
          name: 'Research',
          members: [{ email: 'bob@example.com', role: 'member' }],
          credentials: [
            {
              label: 'openai-main',
              factory: 'OpenAI',
              credential: { api_key: 'sk-from-env', other: 'sk-from-file' },
              shared_with: 'all',
            },
          ],
          defaults: { llm_id: 'gpt-4o-mini@OpenAI', tts_id: null },
        },
      ],
      instance: { defaults: { llm_id: '' } },
    });
    expect(document?.places.get('tenants[0].credentials[0].factory')).toBe('team.yaml:8');
  });

  it.each([
    ['tenants:\n  - nmae: x\n', 'team.yaml:2: "nmae" is not known in tenants[0]'],
    ['tenant: []\n', 'team.yaml:1: "tenant" is not known here'],
    ['dry_run: true\n', 'team.yaml:1: "dry_run" is not known here'],
    ['tenants: { a: 1 }\n', 'team.yaml:1: tenants must be a list'],
    ['tenants:\n  - x\n', 'team.yaml:2: tenants[0] must have fields'],
    ['tenants: [\n', 'team.yaml:2:'],
    ['tenants:\n  -\n', 'team.yaml:2: tenants[0] is empty'],
    ['tenants:\n  - name: { a: 1 }\n', 'team.yaml:2: tenants[0].name must be one value, or a list of values'],
    ['tenants:\n  - name: &a [*a]\n', 'team.yaml:2: tenants[0].name must hold values, and no lists or fields'],
    ['tenants:\n  - credentials: [{ credential: { api_key: !env A } }]\n', 'team.yaml:2: Unresolved tag: !env'],
    ['tenants:\n  - name: a\n    name: b\n', 'team.yaml:3: Map keys must be unique'],
    ['instance: &a\n  defaults:\n    <<: *a\n', 'team.yaml:3: "<<" is not known in instance.defaults'],
  ])('refuses %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('passes over documents that say nothing', async () => {
    expect(await read('# later\n')).toEqual([]);
    expect(await read('---\n~\n')).toEqual([]);
    expect(await read('tenants: []\n---\n')).toHaveLength(1);
  });

  it('refuses a reference to nothing, without telling of values', async () => {
    await expect(read(TEAM)).rejects.toThrow('team.yaml:10: the environment has no OPENAI_API_KEY');
    const credential = (value: string): string =>
      `tenants:\n  - credentials:\n      - credential:\n          api_key: ${value}\n`;
    await expect(read(credential('{ file: none.txt }'))).rejects.toThrow(
      'team.yaml:4: none.txt cannot be read: ENOENT',
    );
    await expect(read(credential('{ env: A, file: b }'))).rejects.toThrow(
      'must be a text, {env: NAME} or {file: path}',
    );
    await expect(read(credential('{ secret: sk-typed }'))).rejects.toThrow(
      'must be a text, {env: NAME} or {file: path}',
    );
  });

  it('follows anchors, and does not unfold bombs', async () => {
    const [document] = await read('tenants:\n  - defaults: &d { llm_id: a }\n  - defaults: *d\n');
    expect(document?.content).toEqual({ tenants: [{ defaults: { llm_id: 'a' } }, { defaults: { llm_id: 'a' } }] });
    const ten = (name: string): string => Array.from({ length: 10 }, () => `*${name}`).join(', ');
    const layers = 'bcdefgh'.split('').map((name, index) => `&${name} [${ten('abcdefg'[index] ?? 'a')}]`);
    const bomb = `tenants:\n  - shared: 1\n`;
    await expect(read(bomb)).rejects.toThrow('"shared" is not known');
    const nested = `tenants:\n  - aliases:\n      - name: [&a [x], ${layers.join(', ')}]\n`;
    await expect(read(nested)).rejects.toThrow('team.yaml:3: tenants[0].aliases[0].name must hold values');
  });
});

describe('joined', () => {
  it('puts documents one after another, and knows where the server means', async () => {
    const first = await read('tenants:\n  - name: A\n');
    const [second] = await readConfiguration(
      { name: 'more.yaml', text: 'tenants:\n  - name: B\n    aliases:\n      - name: fast\n', folder },
      {},
    );
    const { desired, placeOf } = joined([...first, second!]);
    expect(desired).toEqual({ tenants: [{ name: 'A' }, { name: 'B', aliases: [{ name: 'fast' }] }] });
    expect(placeOf('tenants[1].aliases[0].targets')).toBe('more.yaml:4');
    expect(placeOf('tenants[1].aliases[0].name')).toBe('more.yaml:4');
    expect(placeOf('tenants.1.aliases.0.name')).toBe('more.yaml:4');
    expect(placeOf('tenants[0].name')).toBe('team.yaml:2');
    expect(placeOf('expect')).toBeNull();
  });

  it('refuses one tenant spoken of twice', async () => {
    const twice = await read('tenants:\n  - name: A\n  - name: A\n');
    expect(() => joined(twice)).toThrow('team.yaml:3: Tenant A is spoken of in team.yaml:2 already');
  });
});
