/** Writes the pages of docs/ that follow from the code, or with --check tells whether the committed ones are up to date. */
import { configuration } from './docs/configuration.mjs';
import { endpoints } from './docs/endpoints.mjs';
import { errors } from './docs/errors.mjs';
import { providers } from './docs/providers.mjs';
import { put } from './generated-file.mjs';

for (const [file, write] of Object.entries({
  'docs/reference/configuration.md': configuration,
  'docs/reference/endpoints.md': endpoints,
  'docs/reference/errors.md': errors,
  'docs/reference/providers.md': providers,
})) {
  await put(file, await write(), { source: 'the sources say', remedy: 'npm run docs' });
}
