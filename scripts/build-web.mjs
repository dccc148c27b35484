/**
 * Builds the console to web/dist/, unless what is there was built from the same files, and prints what a browser loads.
 * Without the console's own packages (`npm ci --omit=dev`) it is left out, and the server serves its API alone.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TARGET = 'web/dist';
const MARK = join(TARGET, '.built-from');
/** Of scripts and styles, for the page that one sees first. */
const MOST_GZIP_KB = 200;
const ENTRY = 'index.html';
const SHELL = 'src/shell/Shell.tsx';
const FIRST_PAGE = 'src/pages/home/HomePage.tsx';

async function filesBelow(folder, skipped) {
  const entries = await readdir(folder, { withFileTypes: true });
  const lists = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (skipped.includes(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path, skipped) : [path];
  });
  return (await Promise.all(lists)).flat();
}

async function fingerprint() {
  const sources = await filesBelow('web', ['node_modules', 'dist', 'schema.d.ts']);
  const hash = createHash('sha256').update(process.version);
  for (const file of [...sources, 'openapi.json', 'package-lock.json', 'scripts/build-web.mjs'].sort()) {
    hash.update(`\0${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

function findVite() {
  try {
    return createRequire(new URL('../web/package.json', import.meta.url)).resolve('vite');
  } catch {
    return null;
  }
}

/** Everything that the chunk needs before it runs. */
function neededBy(manifest, name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk || found.has(name)) return found;
  found.add(name);
  for (const other of chunk.imports ?? []) neededBy(manifest, other, found);
  return found;
}

function filesOf(manifest, names) {
  return new Set([...names].flatMap((name) => [manifest[name].file, ...(manifest[name].css ?? [])]));
}

async function compress() {
  const files = await filesBelow(join(TARGET, 'assets'), []);
  const sizes = new Map();
  for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
    const bytes = await readFile(file);
    const gzipped = gzipSync(bytes, { level: 9 });
    await writeFile(`${file}.gz`, gzipped);
    await writeFile(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
    sizes.set(relative(TARGET, file), gzipped.length);
  }
  return sizes;
}

function report(manifest, sizes) {
  const weight = (files) => [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0) / 1024;
  const entry = neededBy(manifest, ENTRY);
  const first = filesOf(manifest, neededBy(manifest, FIRST_PAGE, neededBy(manifest, SHELL, new Set(entry))));
  const firstKb = weight(first);
  console.log(`Console: first page ${firstKb.toFixed(1)} kB gzip of scripts and styles, at most ${MOST_GZIP_KB}`);
  const pages = Object.keys(manifest).filter((name) => /^src\/pages\/.*Page\.tsx$/.test(name));
  for (const page of pages.sort()) {
    const more = [...filesOf(manifest, neededBy(manifest, page))].filter((file) => !first.has(file));
    console.log(`  ${page.replace('src/pages/', '')} adds ${weight(more).toFixed(1)} kB`);
  }
  if (firstKb > MOST_GZIP_KB) throw new Error('The first page of the console is too heavy');
}

const vite = findVite();
const mark = vite && (await fingerprint());
if (!vite) {
  console.log('The console is left out: its packages are not installed');
} else if ((await readFile(MARK, 'utf8').catch(() => '')) !== mark) {
  await import('./web-client.mjs');
  const { build } = await import(pathToFileURL(vite).href);
  await build({ configFile: 'web/vite.config.ts', logLevel: 'warn' });
  const manifest = JSON.parse(await readFile(join(TARGET, '.vite', 'manifest.json'), 'utf8'));
  report(manifest, await compress());
  await writeFile(MARK, mark);
}
