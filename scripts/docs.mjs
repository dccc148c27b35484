/** Writes the pages of docs/ that follow from the code, or with --check tells whether the committed ones are up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { format } from 'prettier';
import { configuration } from './docs/configuration.mjs';
import { endpoints } from './docs/endpoints.mjs';
import { errors } from './docs/errors.mjs';
import { providers } from './docs/providers.mjs';

let isStale = false;
for (const [file, write] of Object.entries({
  'docs/reference/configuration.md': configuration,
  'docs/reference/endpoints.md': endpoints,
  'docs/reference/errors.md': errors,
  'docs/reference/providers.md': providers,
})) {
  const text = await format(await write(), { parser: 'markdown', printWidth: 120 });
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if (committed !== text) {
    console.error(`${file} is not what the sources say: run \`npm run docs\` and commit it`);
    isStale = true;
  }
}
process.exitCode = isStale ? 1 : 0;
