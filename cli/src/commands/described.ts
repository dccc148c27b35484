import { InvalidArgumentError, Option, type Command } from 'commander';

/** What a command is followed by in help and reference, beside what commander keeps. */
const EXAMPLES = new WeakMap<Command, readonly string[]>();

/** A noun, which verbs are added to. */
export function noun(program: Command, name: string, about: string): Command {
  return program.command(name).description(about).helpCommand(false);
}

/** A verb with its examples, each a command line as it is typed. */
export function verb(parent: Command, usage: string, about: string, examples: readonly string[]): Command {
  const command = parent.command(usage).description(about);
  EXAMPLES.set(command, examples);
  if (examples.length > 0) {
    command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`);
  }
  return command;
}

export function examplesOf(command: Command): readonly string[] {
  return EXAMPLES.get(command) ?? [];
}

/** For an option that may be given several times, or with a comma list. */
export function listed(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), ...value.split(',').filter((part) => part !== '')];
}

/** For an option that may be given several times. */
export function repeated(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
}

export function wholeNumber(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('It is no whole number.');
  return Number(value);
}

export interface PageOptions {
  limit?: number;
  all?: boolean;
}

/** Adds what every list that comes in pages can be told. */
export function paged(command: Command): Command {
  return command
    .option('--limit <count>', 'how many at most, up to 200', wholeNumber)
    .addOption(new Option('--all', 'all of them, page after page').conflicts('limit'));
}

export interface Sure {
  yes?: boolean;
}

/** Adds the option that stands for the answer to the question before something is removed. */
export function sure(command: Command): Command {
  return command.option('-y, --yes', 'do it without asking');
}
