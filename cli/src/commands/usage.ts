import { Option, type Command } from 'commander';
import type { UsageRequest, UsageSum } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { momentAgo } from '../moments.js';
import type { Column } from '../output/table.js';
import { listed, noun, paged, verb, type PageOptions } from './described.js';
import { showPages } from './pages.js';

interface RangeOptions extends PageOptions {
  from?: string;
  to?: string;
  key?: string;
  user?: string;
  model?: string;
}

interface SumOptions extends RangeOptions {
  by?: string[];
  sort?: 'cost' | 'tokens' | 'requests';
}

interface RequestOptions extends RangeOptions {
  status?: string;
}

/** What tells sums apart, by what they are grouped by. */
const GROUPS: Readonly<Record<string, Column<UsageSum>>> = {
  hour: ['hour', ({ hour }) => hour],
  day: ['day', ({ day }) => day],
  month: ['month', ({ month }) => month],
  tenant: ['tenant', ({ tenant_name, tenant_id }) => tenant_name ?? tenant_id],
  key: ['key', ({ key_name, key_id }) => key_name ?? key_id],
  user: ['user', ({ user_email, user_id }) => user_email ?? user_id],
  model: ['model', ({ model }) => model],
};

export function usageCommands(program: Command, cli: Cli): void {
  const usage = noun(program, 'usage', 'What was used, and what it cost.');
  listSums(usage, cli);
  listRequests(usage, cli);
}

function listSums(usage: Command, cli: Cli): void {
  ranged(
    verb(usage, 'list', 'Add up what was used, in total or by what you say.', [
      'latchkey usage list --by day',
      'latchkey usage list --by key,model --sort cost --from 7d',
    ]),
  )
    .alias('ls')
    .option('--by <what>', 'hour, day or month, key, user, model; three at most', listed)
    .addOption(new Option('--sort <what>', 'the largest first').choices(['cost', 'tokens', 'requests']))
    .action(async ({ by = [], sort, ...options }: SumOptions) => {
      const client = await cli.client();
      const query = {
        ...rangeOf(options),
        ...(by.length === 0 ? {} : { group_by: by.join(',') }),
        ...(sort === undefined ? {} : { sort: `-${sort}` as const }),
      };
      await showPages<UsageSum>(
        cli,
        options,
        {
          one: (cut) => client.usage.list({ ...query, ...cut }),
          every: (cut) => client.usage.iterate({ ...query, ...cut }),
        },
        [
          ...by.flatMap((name) => (GROUPS[name] ? [GROUPS[name]] : [])),
          ['requests', ({ requests }) => requests],
          ['failures', ({ failures }) => failures],
          ['tokens', ({ total_tokens }) => total_tokens],
          ['dollars', ({ cost_usd }) => cost_usd],
          ['unpriced', ({ unpriced_requests }) => unpriced_requests],
          ['p95 ms', ({ duration_ms_p95 }) => duration_ms_p95],
        ],
        'Nothing was used.',
      );
    });
}

function listRequests(usage: Command, cli: Cli): void {
  ranged(
    verb(usage, 'requests', 'List single requests, the newest first.', [
      'latchkey usage requests --status failed --from 12h',
    ]),
  )
    .option('--status <status>', 'how they ended: ok, failed, left, or a number')
    .action(async ({ status, ...options }: RequestOptions) => {
      const client = await cli.client();
      const query = { ...rangeOf(options), ...(status === undefined ? {} : { status }) };
      await showPages<UsageRequest>(
        cli,
        options,
        {
          one: (cut) => client.usage.listRequests({ ...query, ...cut }),
          every: (cut) => client.usage.iterateRequests({ ...query, ...cut }),
        },
        [
          ['at', ({ at }) => at],
          ['who', ({ key_name, user_email, user_id }) => key_name ?? user_email ?? user_id],
          ['endpoint', ({ endpoint }) => endpoint],
          ['model', ({ model, requested_model }) => model ?? requested_model],
          ['status', ({ status: ended }) => ended],
          ['tokens', ({ total_tokens }) => total_tokens],
          ['dollars', ({ cost_usd }) => cost_usd],
          ['ms', ({ duration_ms }) => duration_ms],
        ],
        'There were no such requests.',
      );
    });
}

function ranged(command: Command): Command {
  return paged(command)
    .option('--from <when>', 'not before then: a date, or a time ago as 12h or 7d; else 30 days', momentAgo)
    .option('--to <when>', 'before then; else now', momentAgo)
    .option('--key <id>', 'by that key; none for users who signed in')
    .option('--user <id>', 'by that user, and by their keys')
    .option('--model <name@Factory>', 'of that model');
}

function rangeOf({ from, to, key, user, model }: RangeOptions) {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(key === undefined ? {} : { key_id: key }),
    ...(user === undefined ? {} : { user_id: user }),
    ...(model === undefined ? {} : { model }),
  };
}
