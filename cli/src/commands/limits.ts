import type { Command } from 'commander';
import type { Limit } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { anyTenantId } from '../session/tenant-id.js';
import { noun, paged, sure, verb, type PageOptions, type Sure } from './described.js';
import { keyOf } from './key-records.js';
import { boundsText, keyNameOf, LIMIT_COLUMNS, limitFacts } from './limit-records.js';
import { settingCommands } from './limits-set.js';
import { showPages } from './pages.js';

export function limitCommands(program: Command, cli: Cli): void {
  const limits = noun(program, 'limits', 'What keys and tenants may use: rates and budgets.').alias('limit');
  settingCommands(limits, cli);
  listCommand(limits, cli);
  verb(limits, 'show', 'Show one limit, and how its budgets stand.', [
    'latchkey limits show 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10',
  ])
    .argument('<id>', 'as `latchkey limits list` shows it')
    .action(async (id: string) => {
      const client = await cli.client();
      const limit = await client.limits.get(id);
      cli.answer.record(limit, limitFacts(limit, cli.answer.isForScripts ? null : await keyNameOf(client, limit)));
    });
  sure(
    verb(limits, 'delete', 'Take a limit away, with all that was counted for it. Holds at once.', [
      'latchkey limits delete 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 --yes',
    ]),
  )
    .alias('rm')
    .argument('<id>', 'as `latchkey limits list` shows it')
    .action(async (id: string, { yes }: Sure) => {
      const client = await cli.client();
      const bounds = boundsText(await client.limits.get(id));
      await cli.prompts.confirm(`Remove the limit of ${bounds}?`, { isSure: yes === true });
      cli.answer.done(await client.limits.delete(id), `Removed the limit of ${bounds}.`);
    });
}

interface ListOptions extends PageOptions {
  key?: string;
  of?: string;
}

function listCommand(limits: Command, cli: Cli): void {
  paged(
    verb(limits, 'list', 'List limits: those of the tenant and of your keys; as its administrator, of all its keys.', [
      'latchkey limits list',
      'latchkey limits list --key ci',
      'latchkey limits list --of Research --json',
    ]),
  )
    .alias('ls')
    .option('--key <key>', 'only those of this key: name or id; none for those of the tenant as a whole')
    .option('--of <tenant>', 'name or id of another tenant than the one that you act in; for administrators')
    .action(async ({ key, of, ...page }: ListOptions) => {
      const client = await cli.client();
      const place = of === undefined ? {} : { tenant_id: await anyTenantId(client, of) };
      const query = {
        ...place,
        ...(key === undefined ? {} : { key_id: key === 'none' ? key : await keyOf(client, key, place) }),
      };
      await showPages<Limit>(
        cli,
        page,
        {
          one: (cut) => client.limits.list({ ...query, ...cut }),
          every: (cut) => client.limits.iterate({ ...query, ...cut }),
        },
        LIMIT_COLUMNS,
        'There are no such limits.',
      );
    });
}
