/** Writes the generated halves of the SDKs, and their reference, from openapi.json, or with --check tells whether the committed ones are it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { format, resolveConfig } from 'prettier';
import { pythonSdk } from './sdk/python.mjs';
import { sdkReference } from './sdk/reference.mjs';
import { typescriptSdk } from './sdk/typescript.mjs';

const document = JSON.parse(await readFile('openapi.json', 'utf8'));
let isStale = false;

async function put(file, wanted) {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed === wanted) return;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not what openapi.json says: run \`npm run sdk\` and commit it`);
    isStale = true;
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, wanted);
}

for (const [name, text] of Object.entries(await typescriptSdk(document))) {
  const file = join('sdk/typescript/src/generated', name);
  await put(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
for (const [name, text] of Object.entries(pythonSdk(document))) {
  await put(join('sdk/python/src/latchkey/generated', name), text);
}
await put(
  'docs/reference/sdks.md',
  await format(sdkReference(document), { ...(await resolveConfig('docs/reference/sdks.md')), parser: 'markdown' }),
);
process.exitCode = isStale ? 1 : 0;
