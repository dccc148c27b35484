import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const WORDS = 'web/src/i18n';
const SOURCES = 'web/src';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

function words(language: string, namespace: string): Map<string, string> {
  return flat(JSON.parse(readFileSync(join(WORDS, language, `${namespace}.json`), 'utf8')) as Tree);
}

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name!).sort();
/** `key_one` and `key_other` say the same in languages with a plural. */
const withoutPlural = (key: string): string => key.replace(/_(one|other)$/, '');

const NAMESPACES = readdirSync(join(WORDS, 'en')).map((file) => file.replace('.json', ''));
const FILES = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ name, text: readFileSync(join(SOURCES, name), 'utf8') }));

/** What a file asks for: whole keys, and beginnings of keys whose end is found out later. */
function asked(text: string): { namespace: string; key: string; isBeginning: boolean }[] {
  const names = new Map<string, Set<string>>();
  for (const [, name, , namespace] of text.matchAll(
    /const \{ (?:t: )?(\w+)(, i18n)? \} = useTranslation\((?:'(\w+)')?\)/g,
  )) {
    names.set(name!, (names.get(name!) ?? new Set()).add(namespace ?? 'shell'));
  }
  return [...names].flatMap(([name, namespaces]) =>
    [...text.matchAll(new RegExp(`\\b${name}\\(([^()]*(?:\\([^()]*\\)[^()]*)*)`, 'g'))]
      .flatMap(([, given]) => keysIn(given!))
      .flatMap((use) => [...namespaces].map((namespace) => ({ namespace, ...use }))),
  );
}

/** Of the first argument: one key, the beginning of one, or a choice of two. */
function keysIn(given: string): { key: string; isBeginning: boolean }[] {
  const [, beginning] = /^\s*`([^`$]*)\$/.exec(given) ?? [];
  if (beginning !== undefined) return [{ key: beginning, isBeginning: true }];
  const [, plain] = /^\s*'([^']+)'/.exec(given) ?? [];
  const [, one, other] = /\?\s*'([^']+)'\s*:\s*'([^']+)'\s*$/.exec(given) ?? [];
  return [plain, one, other].filter((key) => key !== undefined).map((key) => ({ key, isBeginning: false }));
}

describe.each(NAMESPACES)('the words of the console: %s', (namespace) => {
  const [english, chinese] = [words('en', namespace), words('zh', namespace)];

  it('are there in both languages', () => {
    expect([...new Set([...chinese.keys()].map(withoutPlural))].sort()).toEqual(
      [...new Set([...english.keys()].map(withoutPlural))].sort(),
    );
  });

  it('say something, with the same blanks to be filled', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
    const other = (key: string): string => chinese.get(key) ?? chinese.get(`${withoutPlural(key)}_other`) ?? '';
    const differing = [...english]
      .filter(([key, text]) => !key.endsWith('_one') && placeholders(text).join() !== placeholders(other(key)).join())
      .map(([key]) => key);
    expect(differing).toEqual([]);
  });

  it('are all used', () => {
    const uses = FILES.flatMap(({ text }) => asked(text)).filter((use) => use.namespace === namespace);
    const isUsed = (key: string): boolean =>
      uses.some((use) =>
        use.isBeginning ? key.startsWith(use.key) : use.key === key || use.key === withoutPlural(key),
      );
    expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
  });
});

it.each(FILES)('the words that $name asks for are there', ({ text }) => {
  const missing = asked(text).filter(({ namespace, key, isBeginning }, _index, all) => {
    // The same name may stand for two namespaces in one file: one of them has to know.
    const spaces = all.filter((use) => use.key === key).map((use) => use.namespace);
    return ![namespace, ...spaces].some((space) => {
      const keys = [...words('en', space).keys()];
      return keys.some((known) =>
        isBeginning ? known.startsWith(key) : known === key || withoutPlural(known) === key,
      );
    });
  });
  expect(missing).toEqual([]);
});
