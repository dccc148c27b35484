/** Writes the generated halves of the SDKs, and their reference, from openapi.json, or with --check tells whether the committed ones are it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { put } from './generated-file.mjs';
import { pythonSdk } from './sdk/python.mjs';
import { sdkReference } from './sdk/reference.mjs';
import { typescriptSdk } from './sdk/typescript.mjs';

const ORIGIN = { source: 'openapi.json says', remedy: 'npm run sdk' };
const document = JSON.parse(await readFile('openapi.json', 'utf8'));

async function putAll(folder, files) {
  for (const [name, text] of Object.entries(files)) await put(join(folder, name), text, ORIGIN);
}

await putAll('sdk/typescript/src/generated', await typescriptSdk(document));
await putAll('sdk/python/src/latchkey/generated', pythonSdk(document));
await put('docs/reference/sdks.md', sdkReference(document), ORIGIN);
