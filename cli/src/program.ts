import { Command, Option } from 'commander';
import { Cli } from './cli.js';
import { aliasCommands } from './commands/aliases.js';
import { applyCommands } from './commands/apply.js';
import { auditCommands } from './commands/audit.js';
import { botCommands } from './commands/bots.js';
import { completionCommand } from './commands/completion.js';
import { contextCommands } from './commands/context.js';
import { credentialCommands } from './commands/credentials.js';
import { defaultCommands } from './commands/defaults.js';
import { doctorCommand } from './commands/doctor.js';
import { factoryCommands } from './commands/factories.js';
import { keyCommands } from './commands/keys.js';
import { knowledgeCommands } from './commands/knowledge.js';
import { limitCommands } from './commands/limits.js';
import { loginCommand } from './commands/login.js';
import { logoutCommand } from './commands/logout.js';
import { mcpCommands } from './commands/mcp.js';
import { modelCommands } from './commands/models.js';
import { pipelineCommands } from './commands/pipelines.js';
import { referenceCommand } from './commands/reference.js';
import { taskCommands } from './commands/tasks.js';
import { tenantCommands } from './commands/tenant.js';
import { usageCommands } from './commands/usage.js';
import { userCommands } from './commands/users.js';
import { whoamiCommand } from './commands/whoami.js';
import { EXIT_MEANINGS } from './exit-codes.js';
import type { Io } from './io.js';
import type { GlobalOptions } from './session/target.js';
import { VERSION } from './version.js';

/** Where the parts of help and reference begin. */
const GROUPS: readonly [string, readonly ((program: Command, cli: Cli) => void)[]][] = [
  ['Getting in:', [loginCommand, logoutCommand, whoamiCommand, contextCommands, doctorCommand]],
  ['People and keys:', [tenantCommands, userCommands, keyCommands, limitCommands, usageCommands, auditCommands]],
  ['Models:', [factoryCommands, credentialCommands, modelCommands, defaultCommands, aliasCommands]],
  ['Resources:', [botCommands, pipelineCommands, knowledgeCommands, mcpCommands, taskCommands]],
  ['Configuration as code:', [applyCommands]],
  ['This command line:', [completionCommand, referenceCommand]],
];

/** The whole command line. It throws where commander would end the process. */
export function buildProgram(io: Io): Command {
  const program = new Command('latchkey');
  const cli = new Cli(io, () => program.opts<GlobalOptions>());
  program
    .description('Administers a Latchkey server: who may use which models, and with which keys.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .version(VERSION, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show help of a command')
    .addOption(new Option('--json', 'print the data as the API gives them, as one JSON document'))
    .addOption(new Option('--url <address>', 'the server, instead of the context (LATCHKEY_URL)'))
    .addOption(new Option('--context <name>', 'another context than the one in use (LATCHKEY_CONTEXT)'))
    .addOption(new Option('--tenant <tenant>', 'act in this tenant of yours, by name or id (LATCHKEY_TENANT)'))
    .addOption(
      new Option('--key-env <variable>', 'use the API key in this environment variable (else LATCHKEY_API_KEY)'),
    )
    .addHelpText(
      'after',
      `\nExit codes:\n${EXIT_MEANINGS.map(([code, text]) => `  ${String(code).padEnd(4)} ${text}`).join('\n')}`,
    );
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, cli);
  }
  return program;
}
