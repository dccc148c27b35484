import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import { noun, paged, sure, verb, type PageOptions, type Sure } from './described.js';
import { choice } from './choices.js';
import { KEY_COLUMNS, keyOf, keyFacts } from './key-records.js';
import { explainCommand } from './keys-explain.js';
import { issueCommands } from './keys-issue.js';
import { showPages } from './pages.js';
import { userOf } from './users.js';

export function keyCommands(program: Command, cli: Cli): void {
  const keys = noun(program, 'keys', 'API keys.').alias('key');
  issueCommands(keys, cli);
  listCommand(keys, cli);
  verb(keys, 'show', 'Show one key, and what would stop with it.', ['latchkey keys show ci'])
    .argument('<key>', 'name or id')
    .action(async (asked: string) => {
      const client = await cli.client();
      const key = await client.keys.get(await keyOf(client, asked));
      cli.answer.record(key, keyFacts(key));
    });
  explainCommand(keys, cli);
  pauseCommand(keys, cli, 'pause', 'Stop a key until it is resumed. Holds at once.', true);
  pauseCommand(keys, cli, 'resume', 'Let a paused key work again.', false);
  sure(
    verb(keys, 'delete', 'End a key for ever. Holds at once.', [
      'latchkey keys delete ci --yes',
      'latchkey keys revoke ci',
    ]),
  )
    .aliases(['revoke', 'rm'])
    .argument('<key>', 'name or id')
    .action(async (asked: string, { yes }: Sure) => {
      const client = await cli.client();
      const { id, name, used_by } = await client.keys.get(await keyOf(client, asked));
      const bots = used_by.bots.length === 0 ? '' : ` ${used_by.bots.length} embedded bots stop with it.`;
      await cli.prompts.confirm(`End key ${name} for ever?${bots}`, { isSure: yes === true });
      cli.answer.done(await client.keys.delete(id), `Key ${name} has ended.`);
    });
}

interface ListOptions extends PageOptions {
  user?: string;
  status?: 'active' | 'paused' | 'expired';
  scope?: 'inference';
  search?: string;
  sort?: 'name';
  allTenants?: boolean;
}

const SORTS = ['created_at', '-created_at', 'name', '-name', 'last_used_at', '-last_used_at'];

function listCommand(keys: Command, cli: Cli): void {
  paged(
    verb(keys, 'list', 'List keys: yours, and as an administrator of the tenant all of its keys.', [
      'latchkey keys list',
      'latchkey keys list --status paused --json',
      'latchkey keys list --all-tenants --user bob@example.com',
    ]),
  )
    .alias('ls')
    .option('--user <user>', 'only those of this user: an e-mail address or id')
    .addOption(choice('--status <status>', 'only those that are so', ['active', 'paused', 'expired']))
    .option('--scope <scope>', 'only those that may do this')
    .option('--search <text>', 'only those whose name or description contains this')
    .addOption(choice('--sort <order>', 'by what; with - the other way round', SORTS))
    .option('--all-tenants', 'the keys of every tenant; for administrators')
    .action(async ({ user, allTenants, limit, all, ...filters }: ListOptions) => {
      const client = await cli.client();
      const query = {
        ...filters,
        ...(user === undefined ? {} : { user_id: await userId(cli, user) }),
        ...(allTenants === true ? { all_tenants: true } : {}),
      };
      await showPages(
        cli,
        { ...(limit === undefined ? {} : { limit }), ...(all === undefined ? {} : { all }) },
        {
          one: (cut) => client.keys.list({ ...query, ...cut }),
          every: (cut) => client.keys.iterate({ ...query, ...cut }),
        },
        allTenants === true ? [...KEY_COLUMNS, ['tenant', ({ tenant_name }) => tenant_name]] : KEY_COLUMNS,
        'There is no such key. `latchkey keys create <name>` makes one.',
      );
    });
}

/** Those who manage a tenant may not list users, but know its members. */
async function userId(cli: Cli, asked: string): Promise<string> {
  if (/^[0-9a-f]{32}$/.test(asked)) return asked;
  const client = await cli.client();
  const me = await client.auth.me();
  if (me.email.toLowerCase() === asked.toLowerCase()) return me.user_id;
  if (me.is_instance_admin) return (await userOf(client, asked)).id;
  const members = await client.tenants.listMembers(me.tenant_id);
  const found = members.find(({ email }) => email.toLowerCase() === asked.toLowerCase());
  if (!found) throw new UsageFailure(`${asked} is no member of this tenant`);
  return found.user_id;
}

function pauseCommand(keys: Command, cli: Cli, name: string, about: string, paused: boolean): void {
  verb(keys, name, about, [`latchkey keys ${name} ci`])
    .argument('<key>', 'name or id')
    .action(async (asked: string) => {
      const client = await cli.client();
      const changed = await client.keys.update(await keyOf(client, asked), { paused });
      cli.answer.done(changed, `Key ${changed.name} is ${changed.status} now.`);
    });
}
