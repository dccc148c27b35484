import postcss, { type Rule } from 'postcss';
import type { Plugin, Rolldown } from 'vite';

/** How Mantine calls the classes of its components; each appears in the script that uses it. */
const CLASS = /m_[0-9a-f]{6,8}/g;
/** Sheets that `src/styles/` asks for twice: once for the first page, once for whatever comes after it. */
const LATER = /^assets\/later-/;
const FIRST_MODULES = [
  /\/src\/main\.tsx$/,
  /\/src\/shell\/Shell\.tsx$/,
  /\/src\/pages\/(home\/HomePage|entry\/\w+Page)\.tsx$/,
];

/**
 * Mantine's styles are one sheet. Of it the first page gets what its scripts use, the later sheet what all other scripts
 * use, and nobody the rest. A component's scripts bring those of what it is made of, so the order of rules stays right.
 */
export function splitStyles(): Plugin {
  return {
    name: 'split-styles',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const chunks = files.filter((file) => file.type === 'chunk');
      const first = classesIn(withImports(chunks.filter(isFirst), bundle));
      const used = classesIn(chunks);
      const later = new Set([...used].filter((name) => !first.has(name)));
      for (const file of files) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        const isLater = LATER.test(file.fileName);
        file.source = trimmed(String(file.source), isLater ? later : first, isLater);
      }
    },
  };
}

function isFirst({ moduleIds }: Rolldown.OutputChunk): boolean {
  return FIRST_MODULES.some((pattern) => moduleIds.some((id) => pattern.test(id)));
}

function withImports(chunks: readonly Rolldown.OutputChunk[], bundle: Rolldown.OutputBundle): Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>();
  const add = (chunk: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): void => {
    if (chunk?.type !== 'chunk' || found.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) add(bundle[name]);
  };
  chunks.forEach(add);
  return [...found];
}

function classesIn(chunks: readonly Rolldown.OutputChunk[]): Set<string> {
  return new Set(chunks.flatMap(({ code }) => code.match(CLASS) ?? []));
}

/** @param isPartial whether rules without such a class stand in the other sheet already */
function trimmed(css: string, kept: ReadonlySet<string>, isPartial: boolean): string {
  const root = postcss.parse(css);
  root.walkRules((rule: Rule) => {
    if (rule.parent?.type === 'atrule' && 'name' in rule.parent && rule.parent.name.endsWith('keyframes')) return;
    const living = rule.selectors.filter((selector) => {
      const names = selector.match(CLASS) ?? [];
      return names.length === 0
        ? !isPartial
        : isPartial
          ? names.some((name) => kept.has(name))
          : names.every((name) => kept.has(name));
    });
    if (living.length === 0) rule.remove();
    else if (living.length < rule.selectors.length) rule.selectors = living;
  });
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return root.toString();
}
