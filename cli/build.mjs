/**
 * Bundles the command line into dist/latchkey.js, one file without dependencies. `npm ci` at the root ends with it; where
 * the packages that it takes are left out (`npm ci --omit=dev`), there is nothing to do.
 */
import { chmod, readFile } from 'node:fs/promises';
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

const bundler = await findBundler();
if (bundler === null) {
  console.log('The command line is left out: its packages are not installed');
} else {
  const { version } = JSON.parse(await readFile(here('package.json'), 'utf8'));
  await bundler.build({
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
  await chmod(here('dist/latchkey.js'), 0o755);
}
