/** Writes web/src/api/schema.d.ts from openapi.json: what the console knows of the server. Does nothing when it is there. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';

const DOCUMENT = 'openapi.json';
const TARGET = 'web/src/api/schema.d.ts';

const document = await readFile(DOCUMENT, 'utf8');
const mark = `// ${createHash('sha256').update(document).digest('hex')}\n`;
const present = await readFile(TARGET, 'utf8').catch(() => '');

if (!present.startsWith(mark)) {
  const fromWeb = createRequire(new URL('../web/package.json', import.meta.url));
  const { default: openapiTS, astToString } = fromWeb('openapi-typescript');
  await writeFile(TARGET, mark + astToString(await openapiTS(document)));
  console.log(`Wrote ${TARGET}`);
}
