import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';

/** Text of a file, or of stdin for `-`. */
export async function textFrom({ io, prompts }: Cli, file: string): Promise<string> {
  if (file === '-') return prompts.stdin('-f -');
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageFailure(`${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`);
  }
}

/** One record of JSON or YAML. */
export async function recordFrom(cli: Cli, file: string): Promise<Record<string, unknown>> {
  const text = await textFrom(cli, file);
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [fault] = document.errors;
  const name = file === '-' ? 'stdin' : file;
  if (fault) throw new UsageFailure(`${name} is neither JSON nor YAML: ${fault.message.split('\n')[0]}`);
  const record = document.toJS({ maxAliasCount: 100 }) as unknown;
  if (record === null || typeof record !== 'object' || Array.isArray(record)) {
    throw new UsageFailure(`${name} holds no record`, 'It has fields, as in `name: Handbook`');
  }
  return record as Record<string, unknown>;
}
