/**
 * Compiles src/ to dist/ with swc, file by file: types are `npm run types`' business, start-up should not wait for it.
 * With --if-older only where dist/ is not of these sources: a server that runs on it keeps its files.
 */
import { copyFile, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { transformFile } from '@swc/core';

const SOURCE = 'src';
const TARGET = 'dist';
/** Written last, and as old as the build's beginning: what is changed meanwhile is newer. */
const STAMP = join(TARGET, '.built');
const SETTINGS = '.swcrc';

async function entriesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.map((entry) => ({ isFile: entry.isFile(), path: join(entry.parentPath ?? entry.path, entry.name) }));
}

async function compile(file) {
  const target = join(TARGET, relative(SOURCE, file));
  await mkdir(dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return copyFile(file, target);
  const { code } = await transformFile(file, { sourceFileName: relative(dirname(target), file) });
  await writeFile(target.replace(/\.ts$/, '.js'), code);
}

/** Folders tell of files that are gone. @returns 0 for what is not there */
async function changedAt(path) {
  const found = await stat(path).catch(() => null);
  return found?.mtimeMs ?? 0;
}

async function isUpToDate() {
  const built = await changedAt(STAMP);
  const paths = [SOURCE, SETTINGS, ...(await entriesBelow(SOURCE)).map(({ path }) => path)];
  const changes = await Promise.all(paths.map(changedAt));
  return changes.every((changed) => changed <= built);
}

async function build() {
  const beginning = new Date();
  await rm(TARGET, { recursive: true, force: true });
  const sources = (await entriesBelow(SOURCE)).filter(({ isFile }) => isFile).map(({ path }) => path);
  const files = sources.filter((file) => !file.endsWith('.spec.ts'));
  await Promise.all(files.map(compile));
  await writeFile(STAMP, '');
  await utimes(STAMP, beginning, beginning);
  console.log(`Built ${files.length} files`);
}

if (!process.argv.includes('--if-older') || !(await isUpToDate())) await build();
