import { Option, type Command } from 'commander';
import type { Latchkey, UsageRequest, UsageSum } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import { Failure, UsageFailure } from '../failure.js';
import { momentAgo } from '../moments.js';
import type { Column } from '../output/table.js';
import { anyTenantId } from '../session/tenant-id.js';
import { choice } from './choices.js';
import { listed, noun, paged, verb, type PageOptions } from './described.js';
import { keyOf } from './key-records.js';
import { showPages } from './pages.js';

interface RangeOptions extends PageOptions {
  csv?: boolean;
  of?: string;
  from?: string;
  to?: string;
  key?: string;
  user?: string;
  model?: string;
}

interface SumOptions extends RangeOptions {
  by?: string[];
  sort?: 'cost' | 'tokens' | 'requests';
  allTenants?: boolean;
}

interface RequestOptions extends RangeOptions {
  status?: string;
  endpoint?: (typeof ENDPOINTS)[number];
}

const ENDPOINTS = [
  'chat',
  'messages',
  'embeddings',
  'rerank',
  'speech',
  'transcriptions',
  'models',
  'count_tokens',
] as const;

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
      'latchkey usage list --by month,tenant --all-tenants --csv > usage.csv',
    ]),
  )
    .alias('ls')
    .option('--by <what>', 'a comma list, three at most: one of hour, day, month; key, user, model, tenant', listed)
    .addOption(new Option('--sort <what>', 'the largest first').choices(['cost', 'tokens', 'requests']))
    .addOption(new Option('--all-tenants', 'of all tenants together; for administrators').conflicts('of'))
    .action(async ({ by = [], sort, allTenants, ...options }: SumOptions) => {
      const client = await cli.client();
      const query = {
        ...(await rangeOf(client, options)),
        ...(allTenants === true ? { all_tenants: true } : {}),
        ...(by.length === 0 ? {} : { group_by: by.join(',') }),
        ...(sort === undefined ? {} : { sort: `-${sort}` as const }),
      };
      if (options.csv === true) return showCsv(cli, client, '/api/v1/usage', query);
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
      'latchkey usage requests --endpoint embeddings --csv > requests.csv',
    ]),
  )
    .option('--status <status>', 'how they ended: ok, failed, left, or a number')
    .addOption(choice('--endpoint <endpoint>', 'what was called', ENDPOINTS))
    .action(async ({ status, endpoint, ...options }: RequestOptions) => {
      const client = await cli.client();
      const query = {
        ...(await rangeOf(client, options)),
        ...(status === undefined ? {} : { status }),
        ...(endpoint === undefined ? {} : { endpoint }),
      };
      if (options.csv === true) return showCsv(cli, client, '/api/v1/usage/requests', query);
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
    .addOption(new Option('--csv', 'all of it, as a file in CSV').conflicts(['limit', 'all']))
    .option('--from <when>', 'not before then: a date, or a time ago as 12h or 7d; else 30 days', momentAgo)
    .option('--to <when>', 'before then; else now', momentAgo)
    .option('--key <key>', 'by that key: name or id, of one that is gone its id; none for users who signed in')
    .option('--user <id>', 'by that user, and by their keys')
    .option('--model <name@Factory>', 'of that model')
    .option('--of <tenant>', 'name or id of another tenant than the one that you act in; for administrators');
}

async function rangeOf(client: Latchkey, { from, to, key, user, model, of }: RangeOptions) {
  const place = of === undefined ? {} : { tenant_id: await anyTenantId(client, of) };
  return {
    ...place,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(key === undefined ? {} : { key_id: key === 'none' ? key : await keyOf(client, key, place) }),
    ...(user === undefined ? {} : { user_id: user }),
    ...(model === undefined ? {} : { model }),
  };
}

/** @throws Failure for a file that is not whole: who reads it can't tell by its end */
async function showCsv({ answer }: Cli, client: Latchkey, path: string, query: object): Promise<void> {
  if (answer.isForScripts) throw new UsageFailure('It is either --csv or --json');
  const { body, headers } = await client.download({ verb: 'GET', path, query: { ...query, format: 'csv' } });
  const wasRead = body === null || (await answer.file(untilItBreaks(body)));
  if (!wasRead || headers.get('x-truncated') !== 'true') return;
  throw new Failure('The file ends after a million rows, and there are more', { hint: 'Ask for a shorter range' });
}

async function* untilItBreaks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new Failure('The file broke off: it is not whole', { exit: EXIT.unreachable });
  }
}
