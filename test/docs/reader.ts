import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { transform } from '@swc/core';
import type { Block } from './page.js';
import { holdsJson, holdsLines } from './shown-answer.js';

/** What of the checkout pages use; `data/` is the reader's own. */
const CHECKOUT = ['dist', 'node_modules', 'openapi.json', 'package.json', 'scripts', 'web'];
const SHELL = resolve('test/docs/reader.bash');
const LAST_LINES = 40;

export const SHELL_LANGUAGES: readonly string[] = ['sh', 'bash'];
export const RUN_LANGUAGES: readonly string[] = [...SHELL_LANGUAGES, 'python', 'ts', 'js'];
/** What, right behind a block that was run, is taken as its answer. */
const ANSWER_LANGUAGES: readonly string[] = ['json', 'text'];

export interface Reading {
  blocks: readonly Block[];
  /** What is in the reader's environment already. */
  environment: Readonly<Record<string, string>>;
  /** Files that the reader has. */
  files: Readonly<Record<string, string | Buffer>>;
  /** What another page has told to type. */
  before: string;
  /** Puts in what a reader fills in. */
  fillIn(text: string): string;
}

/**
 * Types a page into one shell, top to bottom, in a folder that looks like a checkout.
 * @throws Error for the first block that fails, and for an answer that is not as the page shows it
 */
export async function read({ blocks, environment, files, before, fillIn }: Reading): Promise<void> {
  // Postgres, which does not run as root, has to get in.
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-reader-'));
  await chmod(folder, 0o755);
  const notes = join(folder, '.notes');
  await mkdir(notes);
  for (const name of CHECKOUT) await symlink(resolve(name), join(folder, name));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const filled = blocks.map((block) => ({ ...block, text: fillIn(block.text) }));
  try {
    await type(filled, { folder, notes, environment, before: fillIn(before) });
    await compareAnswers(filled, notes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Desk {
  folder: string;
  before: string;
  notes: string;
  environment: Readonly<Record<string, string>>;
}

async function type(blocks: readonly Block[], { folder, notes, environment, before }: Desk): Promise<void> {
  const commands: string[] = [];
  for (const block of blocks.filter(isRun)) commands.push(...(await commandsFor(block, folder, notes)));
  const script = join(notes, 'page.bash');
  await writeFile(script, [`source ${SHELL}`, before, ...commands, ''].join('\n'));
  const shell = spawn('bash', [script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', ...environment, NOTES: notes },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let complaints = '';
  shell.stderr.on('data', (piece: Buffer) => (complaints += piece.toString()));
  const [code] = (await once(shell, 'exit')) as [number | null];
  if (code === 0) return;
  const line = (await readFile(join(notes, 'line'), 'utf8')).trim();
  const output = await readFile(join(notes, `output.${line}`), 'utf8').catch(() => '');
  const last = output.split('\n').slice(-LAST_LINES).join('\n');
  throw new Error(`The block of line ${line} ended with ${code}:\n${last}\n${complaints}`);
}

export function isRun({ language, notRun }: Block): boolean {
  return notRun === null && RUN_LANGUAGES.includes(language);
}

async function commandsFor(block: Block, folder: string, notes: string): Promise<string[]> {
  const { line, language, text, answers, fails, serverStopped } = block;
  const file = join(language === 'python' || SHELL_LANGUAGES.includes(language) ? notes : folder, `.block-${line}`);
  const to = `>"$NOTES/output.${line}" 2>&1`;
  let command = `source ${file} ${to}`;
  if (language === 'python') command = `python3 ${file} ${to}`;
  if (language === 'ts' || language === 'js') command = `node ${file}.mjs ${to}`;
  await writeFile(command.startsWith('node') ? `${file}.mjs` : file, language === 'ts' ? await javaScript(text) : text);
  return [
    `begin ${line} '${answers ?? ''}'`,
    ...(serverStopped ? ['stop_server'] : []),
    fails ? `if ${command}; then echo 'It did not fail' >&2; exit 1; fi` : command,
    `finish ${line}`,
  ];
}

async function javaScript(text: string): Promise<string> {
  const options = { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } } as const;
  return (await transform(text, { ...options, swcrc: false })).code;
}

async function compareAnswers(blocks: readonly Block[], notes: string): Promise<void> {
  for (const [index, shown] of blocks.entries()) {
    const asked = blocks[index - 1];
    if (shown.onlyParsed || !asked || !isRun(asked) || !ANSWER_LANGUAGES.includes(shown.language)) continue;
    const output = await readFile(join(notes, `output.${asked.line}`), 'utf8');
    const holds = shown.language === 'text' ? holdsLines(output, shown.text) : await anyHolds(asked, shown, notes);
    if (!holds) throw new Error(`The answer shown in line ${shown.line} is not in what came:\n${output}`);
  }
}

async function anyHolds(asked: Block, shown: Block, notes: string): Promise<boolean> {
  const folder = join(notes, `answers.${asked.line}`);
  const output = await readFile(join(notes, `output.${asked.line}`), 'utf8');
  const names = (await readdir(folder)).filter((name) => !name.endsWith('.stderr'));
  const answers = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const expected: unknown = JSON.parse(shown.text);
  return [output, ...answers].some((answer) => holdsJson(parsed(answer), expected));
}

/** The JSON of an answer, behind its head where that was asked for. */
function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer.replace(/^HTTP\/[\s\S]*?\r\n\r\n/, ''));
  } catch {
    return undefined;
  }
}
