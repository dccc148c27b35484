import postcss, { type Rule } from 'postcss';
import type { Plugin, Rolldown } from 'vite';

/** How Mantine calls the classes of its components; each appears in the script that uses it. */
const CLASS = /m_[0-9a-f]{6,8}/g;

/** Leaves out the styles of Mantine's components that no page of the console uses: two thirds of the sheet. */
export function dropUnusedStyles(): Plugin {
  return {
    name: 'drop-unused-styles',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const used = new Set(files.flatMap((file) => (file.type === 'chunk' ? (file.code.match(CLASS) ?? []) : [])));
      for (const file of files) if (isSheet(file)) file.source = trimmed(String(file.source), used);
    },
  };
}

function isSheet(file: Rolldown.OutputAsset | Rolldown.OutputChunk): file is Rolldown.OutputAsset {
  return file.type === 'asset' && file.fileName.endsWith('.css');
}

function trimmed(css: string, used: ReadonlySet<string>): string {
  const root = postcss.parse(css);
  root.walkRules((rule: Rule) => {
    const living = rule.selectors.filter((selector) => (selector.match(CLASS) ?? []).every((name) => used.has(name)));
    if (living.length === 0) rule.remove();
    else if (living.length < rule.selectors.length) rule.selectors = living;
  });
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return root.toString();
}
