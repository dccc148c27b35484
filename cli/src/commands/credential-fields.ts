import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Factory } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';

export type CredentialField = Factory['credential_fields'][number];

export const FIELD_FLAG = '--field <name=value>';
export const FIELD_ABOUT =
  'a field of the credential: name=@file, name=env:VARIABLE, name=- for stdin; name=value only where it is not secret';

/** The fields that options give: from a file, the environment or stdin; what is secret never from the command line. */
export async function fieldsGiven(
  cli: Cli,
  fields: readonly CredentialField[],
  options: readonly string[],
): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const option of options) {
    const [, name, source] = /^([^=]+)=(.*)$/s.exec(option) ?? [];
    const field = fields.find((one) => one.name === name);
    if (name === undefined || source === undefined) throw new UsageFailure('--field is given as name=value');
    if (!field) {
      throw new UsageFailure(
        `There is no field ${name}`,
        `The fields are: ${fields.map((one) => one.name).join(', ') || 'none'}`,
      );
    }
    given[name] = await valueFrom(cli, field, source);
  }
  return given;
}

async function valueFrom({ io, prompts }: Cli, { name, secret }: CredentialField, source: string): Promise<string> {
  if (source === '-') return prompts.stdin(`--field ${name}=-`);
  if (source.startsWith('@')) return textOf(resolve(io.cwd, source.slice(1)));
  if (source.startsWith('env:')) {
    const value = io.env[source.slice(4)];
    if (!value) throw new UsageFailure(`The environment has no ${source.slice(4)}, which --field ${name} names`);
    return value;
  }
  if (!secret) return source;
  throw new UsageFailure(
    `${name} is secret, and the command line can be read by others`,
    `Say --field ${name}=env:VARIABLE, ${name}=@file or ${name}=-`,
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new UsageFailure(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'failed'}`);
  }
}

/** Asks for the fields that are still missing; where nobody can be asked, only for those that must be there. */
export async function withFieldsAsked(
  { prompts }: Cli,
  fields: readonly CredentialField[],
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const all = { ...given };
  const missing = fields.filter(({ name, required }) => all[name] === undefined && (required || prompts.areAllowed));
  for (const { name, label, secret, required, default: initial } of missing) {
    const question = required ? label : `${label} (optional)`;
    const instead = `--field ${name}=…`;
    const value = secret
      ? await prompts.secret(question, instead, { isOptional: !required })
      : await prompts.text(question, instead, { isOptional: !required, ...(initial === null ? {} : { initial }) });
    if (value !== '') all[name] = value;
  }
  return all;
}
