import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { PAGE_BLOCKS } from './all-pages.js';
import { type Block } from './page.js';
import { NOT_RUN, PAGES } from './pages.js';
import { isRun, RUN_LANGUAGES, SHELL_LANGUAGES } from './reader.js';

const each = [...PAGE_BLOCKS].flatMap(([page, blocks]) => blocks.map((block) => ({ page, ...block })));
const place = ({ page, line }: { page: string } & Block) => `${page}:${line}`;

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

describe('the documentation', () => {
  it('has a setting for each page with something to run, and no other', () => {
    expect(Object.keys(PAGES)).toEqual(
      [...PAGE_BLOCKS].filter(([, blocks]) => blocks.some(isRun)).map(([page]) => page),
    );
  });

  it('leaves out only what is known to be left out', () => {
    const left = each.filter(({ notRun }) => notRun !== null).map(({ page, notRun }) => `${page}: ${notRun}`);
    expect(left).toEqual(NOT_RUN);
  });

  it('has no block of an unknown language', () => {
    const known = [...RUN_LANGUAGES, 'json', 'yaml', 'text', 'env', 'ini', 'nginx', 'sql', 'mermaid'];
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
