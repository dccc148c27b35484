import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { blocksOf, type Block } from './page.js';
import { HELD_ELSEWHERE } from './pages.js';

const files = ['README.md', 'CONTRIBUTING.md', ...markdownBelow('docs'), ...markdownBelow('sdk')].filter(
  (page) => !HELD_ELSEWHERE.includes(page),
);

/** The blocks of each page. */
export const PAGE_BLOCKS: ReadonlyMap<string, readonly Block[]> = new Map(
  files.map((page) => [page, blocksOf(readFileSync(page, 'utf8'))]),
);

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative('.', join(entry.parentPath, entry.name)))
    .sort();
}
