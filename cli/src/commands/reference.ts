import type { Argument, Command, Option } from 'commander';
import type { Cli } from '../cli.js';
import { EXIT_MEANINGS } from '../exit-codes.js';
import { examplesOf, verb } from './described.js';

export function referenceCommand(program: Command, cli: Cli): void {
  verb(program, 'reference', 'Print the help of all commands as one page of Markdown.', [
    'latchkey reference > latchkey.md',
  ]).action(() => {
    cli.answer.text(referencePage(program).trimEnd());
  });
}

/** docs/reference/cli.md: what `--help` says, of every command. */
export function referencePage(program: Command): string {
  const commands = leavesOf(program);
  return `# The \`latchkey\` command line

${program.description()} [The guide](../guides/cli.md) tells how to install it and where to begin.

## Options of every command

${list(program.options.map(optionLine))}

Options win over environment variables, and these over the context: \`--url\`, \`--context\`, \`--tenant\` and
\`--key-env\`; then \`LATCHKEY_URL\`, \`LATCHKEY_CONTEXT\`, \`LATCHKEY_TENANT\` and \`LATCHKEY_API_KEY\`; then what
\`latchkey login\` stored in \`$XDG_CONFIG_HOME/latchkey/config.json\` (\`~/.config\` when that is not set). What is stored of
one server is never sent to another.

## Exit codes

${list(EXIT_MEANINGS.map(([code, meaning]) => `\`${code}\`: ${meaning}`))}

${commands.map(section).join('\n\n')}
`;
}

function leavesOf(command: Command): Command[] {
  return command.commands.flatMap((child) => (child.commands.length === 0 ? [child] : leavesOf(child)));
}

function section(command: Command): string {
  const aliases = command.aliases();
  const parts = [
    `## ${pathOf(command)}`,
    escaped(command.description()),
    `\`\`\`text\n${pathOf(command)} ${command.usage()}\n\`\`\``,
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.map((name) => `\`${name}\``).join(', ')}`]),
    ...(command.registeredArguments.length === 0 && command.options.length === 0
      ? []
      : [list([...command.registeredArguments.map(argumentLine), ...command.options.map(optionLine)])]),
    ...(examplesOf(command).length === 0 ? [] : [`\`\`\`sh\n${examplesOf(command).join('\n')}\n\`\`\``]),
  ];
  return parts.join('\n\n');
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function argumentLine(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  const about = [argument.description, ...choiceText(argument.argChoices)].filter(Boolean).join('; ');
  return `\`${argument.required ? `<${name}>` : `[${name}]`}\`${about ? `: ${escaped(about)}` : ''}`;
}

function optionLine(option: Option): string {
  return `\`${option.flags}\`: ${escaped([option.description, ...choiceText(option.argChoices)].join('; '))}`;
}

function choiceText(choices: readonly string[] | undefined): string[] {
  return choices === undefined ? [] : [`one of ${choices.join(', ')}`];
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** Text of help that Markdown would read as markup. */
function escaped(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[<*]/g, '\\$&')))
    .join('');
}
