/** Writes docs/reference/cli.md, what the command line says of itself, or with --check tells whether it is up to date. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';
import '../cli/build.mjs';
import { NOTE } from './docs/markdown.mjs';
import { put } from './generated-file.mjs';

const page = execFileSync(process.execPath, ['cli/dist/latchkey.js', 'reference'], { encoding: 'utf8' });
await put('docs/reference/cli.md', `${NOTE}\n\n${page}`, { source: 'the command line says', remedy: 'npm run docs' });
