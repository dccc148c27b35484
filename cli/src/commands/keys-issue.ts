import type { Command } from 'commander';
import type { CreateApiKey, IssuedApiKey, UpdateApiKey } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { durationSeconds, momentFrom } from '../moments.js';
import { listed, verb } from './described.js';
import { keyOf } from './key-records.js';
import { showOnce } from './shown-once.js';
import { userOf } from './users.js';

type Scopes = NonNullable<CreateApiKey['scopes']>;

interface RuleOptions {
  description?: string;
  scope?: string[];
  model?: string[];
  address?: string[];
  expires?: string;
}

interface Quiet {
  quiet?: boolean;
}

/** Commands that make a key or say what it may do. */
export function issueCommands(keys: Command, cli: Cli): void {
  createCommand(keys, cli);
  ruled(
    verb(keys, 'update', 'Change a key. Holds at once.', [
      'latchkey keys update ci --expires 90d',
      'latchkey keys update ci --scope inference,models:read',
    ]),
  )
    .argument('<key>', 'name or id')
    .option('--name <name>', 'another name')
    .action(async (asked: string, { name, ...rules }: RuleOptions & { name?: string }) => {
      const client = await cli.client();
      const change: UpdateApiKey = { ...rulesOf(rules), ...(name === undefined ? {} : { name }) };
      const changed = await client.keys.update(await keyOf(client, asked), change);
      cli.answer.done(changed, `Key ${changed.name} is changed.`);
    });
  verb(keys, 'rotate', 'Give a key a new token; its id and all that hangs on it stay.', [
    'latchkey keys rotate ci',
    'latchkey keys rotate ci --overlap 1h --quiet > key.txt',
  ])
    .argument('<key>', 'name or id')
    .option('--overlap <time>', 'how long the old token goes on: 90s, 15m, 1h, 2d', durationSeconds)
    .option('-q, --quiet', 'print the token alone')
    .action(async (asked: string, { overlap, quiet }: Quiet & { overlap?: number }) => {
      const client = await cli.client();
      const id = await keyOf(client, asked);
      const rotated = await client.keys.rotate(id, overlap === undefined ? {} : { overlap_seconds: overlap });
      const old =
        overlap === undefined ? 'The old token has ended.' : `The old token ends at ${rotated.previous_valid_until}.`;
      showToken(cli, rotated, `Key ${rotated.name} has a new token. ${old}`, quiet === true);
    });
}

function createCommand(keys: Command, cli: Cli): void {
  ruled(
    verb(keys, 'create', 'Make a key. Its token is shown once.', [
      'latchkey keys create ci',
      'KEY=$(latchkey keys create ci --quiet)',
      'latchkey keys create ci --scope inference --model gpt-4o-mini --expires 90d',
    ]),
  )
    .alias('add')
    .argument('<name>')
    .option('--user <user>', 'for another user, in their own tenant: an e-mail address or id; for administrators')
    .option('-q, --quiet', 'print the token alone')
    .action(async (name: string, { user, quiet, ...rules }: RuleOptions & Quiet & { user?: string }) => {
      const client = await cli.client();
      const issued = await client.keys.create({
        name,
        ...rulesOf(rules),
        ...(user === undefined ? {} : { user_id: (await userOf(client, user)).id }),
      });
      showToken(cli, issued, `Made key ${issued.name} (${issued.id}).`, quiet === true);
    });
}

function ruled(command: Command): Command {
  return command
    .option('--description <text>', 'what it is for')
    .option('--scope <scopes>', 'what it may do: a comma list; `*` when left out', listed)
    .option('--model <models>', 'the models that it may call: a comma list; all when left out', listed)
    .option(
      '--address <networks>',
      'where it may be used from: a comma list of CIDRs; everywhere when left out',
      listed,
    )
    .option('--expires <when>', 'a date, or a time from now: 12h, 90d; `never`', momentFrom);
}

function rulesOf({ description, scope, model, address, expires }: RuleOptions): Omit<CreateApiKey, 'name'> {
  return {
    ...(description === undefined ? {} : { description }),
    ...(scope === undefined ? {} : { scopes: scope as Scopes }),
    ...(model === undefined ? {} : { allowed_models: model }),
    ...(address === undefined ? {} : { allowed_addresses: address }),
    ...(expires === undefined ? {} : { expires_at: expires === 'never' ? null : expires }),
  };
}

function showToken(cli: Cli, key: IssuedApiKey, sentence: string, isQuiet: boolean): void {
  showOnce(cli, key, { secret: key.token, called: 'token', sentence, isQuiet });
}
