/** Compiles src/ to dist/ with swc, file by file: types are `npm run types`' business, start-up should not wait for it. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { copyFile } from 'node:fs/promises';
import { transformFile } from '@swc/core';

const SOURCE = 'src';
const TARGET = 'dist';

async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

async function compile(file) {
  const target = join(TARGET, relative(SOURCE, file));
  await mkdir(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return copyFile(file, target);
  const { code } = await transformFile(file, { sourceFileName: relative(dirname(target), file) });
  await writeFile(target.replace(/\.ts$/, '.js'), code);
}

await rm(TARGET, { recursive: true, force: true });
const files = (await filesBelow(SOURCE)).filter((file) => !file.endsWith('.spec.ts'));
await Promise.all(files.map(compile));
console.log(`Built ${files.length} files`);
