/**
 * Bundles the command line into dist/latchkey.js, one file without dependencies, and puts beside it the licences of what
 * that file holds, which ask to go along. `npm ci` at the root ends with it; where
 * the packages that it takes are left out (`npm ci --omit=dev`), there is nothing to do.
 */
import { chmod, copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

async function findBundler() {
  try {
    return await import('rolldown');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return null;
  }
}

/** @returns the folders of the packages that these modules are of, each once, in order */
function packagesOf(modules) {
  const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? []);
  return [...new Set(folders)].sort();
}

async function noticeOf(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)(\.|$)/i.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} has no licence that could go along`);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return `${name} ${version}\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`;
}

const bundler = await findBundler();
if (bundler === null) {
  console.log('The command line is left out: its packages are not installed');
} else {
  const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));
  const { output } = await bundler.build({
    input: here('src/latchkey.ts'),
    platform: 'node',
    tsconfig: here('tsconfig.json'),
    resolve: {
      alias: { '@latchkey/sdk': here('../sdk/typescript/src/index.ts') },
      extensionAlias: { '.js': ['.ts', '.js'] },
    },
    transform: { define: { LATCHKEY_VERSION: JSON.stringify(version) } },
    logLevel: 'warn',
    output: {
      file: here('dist/latchkey.js'),
      format: 'esm',
      codeSplitting: false,
      banner: '#!/usr/bin/env node',
    },
  });
  const modules = output.flatMap((chunk) => chunk.moduleIds ?? []);
  const notices = await Promise.all(packagesOf(modules).map(noticeOf));
  await writeFile(here('dist/THIRD-PARTY-LICENSES.txt'), [...new Set(notices)].sort().join(`\n${'-'.repeat(80)}\n\n`));
  await copyFile(here('../LICENSE'), here('dist/LICENSE'));
  await chmod(here('dist/latchkey.js'), 0o755);
}
