import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import { pdf } from '../support/documents.js';
import { freePorts, inDomainOf, startDocsWorld, type DocsWorld } from './docs-world.js';
import { readPage, type Block } from './page.js';
import { FILLED_IN_EVERYWHERE, HELD_ELSEWHERE, NOT_RUN, PAGES, type PageSetting } from './pages.js';
import { isRun, read, RUN_LANGUAGES, SHELL_LANGUAGES } from './reader.js';

const FILES = { 'handbook.pdf': pdf(['The keys are kept by Ada.', 'Everybody has 30 days of holiday.']) };

const pages = ['README.md', 'CONTRIBUTING.md', ...markdownBelow('docs')].filter(
  (page) => !HELD_ELSEWHERE.includes(page),
);
const blocks = new Map(pages.map((page) => [page, readPage(page)]));
const each = [...blocks].flatMap(([page, ofPage]) => ofPage.map((block) => ({ page, ...block })));
const place = ({ page, line }: { page: string } & Block) => `${page}:${line}`;

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative('.', join(entry.parentPath, entry.name)))
    .sort();
}

/** What the quick start says that the other pages use. */
function fieldFunction(): string {
  const found = blocks.get('docs/quick-start.md')?.find(({ text }) => text.includes('field()'));
  return found?.text ?? '';
}

/** Whether a block of data is of the language that it says. */
function canBeRead(language: string, text: string): boolean {
  if (language === 'yaml') return parseAllDocuments(text).every(({ errors }) => errors.length === 0);
  if (language === 'env') return text.split('\n').every((line) => /^(?:#.*|[A-Z_]+=.*|)$/.test(line));
  if (language !== 'json') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

let world: DocsWorld;

beforeAll(async () => {
  world = await startDocsWorld();
});

afterAll(() => world.close());

/** Variables of the reader's shell, and what stands in the page's text for them. */
async function readerOf(page: string, { comesWith, fillsIn = [] }: PageSetting) {
  const [port = '', second = ''] = await freePorts(2);
  const own: Record<string, string> =
    comesWith === 'a key' ? await world.newReader(page) : { PORT: port, A_DATABASE: await world.newDatabase() };
  const environment: Record<string, string> = {
    ...own,
    A_PROVIDER: world.provider.url,
    A_SECRET: world.provider.apiKey ?? '',
    PATH: `${process.env['LATCHKEY_DOCS_PYTHON']}/bin:${process.env['PATH']}`,
  };
  const origin = own['B'] ?? `http://127.0.0.1:${port}`;
  const valueOf = (text: string) => text.replace(/\$(A_\w+)/g, (_, name: string) => environment[name] ?? '');
  const fillIn = (text: string): string => {
    let filled = inDomainOf(page, text);
    for (const [shown, meant] of [...fillsIn, ...FILLED_IN_EVERYWHERE])
      filled = filled.replaceAll(shown, valueOf(meant));
    filled = filled.replaceAll('http://127.0.0.1:3000', origin);
    return filled.replace(
      /\b(127\.0\.0\.1:|localhost:|PORT=)300([01])\b/g,
      (_, before, last) => before + (last === '0' ? port : second),
    );
  };
  return { environment, fillIn };
}

describe('the documentation', () => {
  it.each(Object.entries(PAGES))('runs as %s says', async (page, setting) => {
    const files = Object.fromEntries((setting.files ?? []).map((name) => [name, FILES[name]]));
    const before = setting.comesWith === 'a key' ? fieldFunction() : '';
    await read({ blocks: blocks.get(page) ?? [], files, before, ...(await readerOf(page, setting)) });
  });

  it('has a setting for each page with something to run, and no other', () => {
    expect(Object.keys(PAGES)).toEqual(pages.filter((page) => blocks.get(page)?.some(isRun)));
  });

  it('leaves out only what is known to be left out', () => {
    const left = each.filter(({ notRun }) => notRun !== null).map(({ page, notRun }) => `${page}: ${notRun}`);
    expect(left).toEqual(NOT_RUN);
  });

  it('has no block of an unknown language', () => {
    const known = [...RUN_LANGUAGES, 'json', 'yaml', 'text', 'env', 'ini', 'nginx', 'mermaid'];
    expect(each.filter(({ language }) => !known.includes(language)).map(place)).toEqual([]);
  });

  it('shows commands that a shell can read, those that are not run included', () => {
    const unreadable = each
      .filter(({ language }) => SHELL_LANGUAGES.includes(language))
      .filter(({ text }) => spawnSync('bash', ['-n'], { input: text }).status !== 0);
    expect(unreadable.map(place)).toEqual([]);
  });

  it('shows JSON, YAML and settings that can be read', () => {
    const unreadable = each.filter(({ language, text }) => !canBeRead(language, text));
    expect(unreadable.map(place)).toEqual([]);
    expect(canBeRead('yaml', readFileSync('docker-compose.yml', 'utf8'))).toBe(true);
  });
});
