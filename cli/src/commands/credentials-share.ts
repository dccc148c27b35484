import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import { anyTenantId } from '../session/tenant-id.js';
import { credentialOf } from './credential-records.js';
import { verb } from './described.js';

export function sharingCommands(credentials: Command, cli: Cli): void {
  verb(credentials, 'share', 'Let other tenants use the models of a credential, without seeing it.', [
    'latchkey credentials share OpenAI Research',
    'latchkey credentials share OpenAI --all-tenants',
  ])
    .argument('<credential>', 'label or id')
    .argument('[tenants...]', 'names or ids; those that it is shared with already stay')
    .option('--all-tenants', 'with every tenant; for administrators')
    .action(async (asked: string, tenants: string[], { allTenants }: { allTenants?: boolean }) => {
      if ((tenants.length === 0) !== (allTenants === true))
        throw new UsageFailure('Name tenants, or say --all-tenants');
      const client = await cli.client();
      const { id, label, shared_with: before } = await credentialOf(client, asked);
      if (allTenants === true) {
        cli.answer.done(await client.credentials.share(id, { all: true }), `${label} is shared with all tenants.`);
        return;
      }
      const named: string[] = [];
      for (const tenant of tenants) named.push(await anyTenantId(client, tenant));
      const kept = before === 'all' ? [] : before;
      const shared = await client.credentials.share(id, { tenant_ids: [...new Set([...kept, ...named])] });
      cli.answer.done(shared, `${label} is shared with ${tenants.join(', ')}.`);
    });
  verb(
    credentials,
    'unshare',
    'Take the models back; defaults and aliases of those tenants that use them are cleared.',
    ['latchkey credentials unshare OpenAI Research', 'latchkey credentials unshare OpenAI'],
  )
    .argument('<credential>', 'label or id')
    .argument('[tenants...]', 'names or ids; all when left out')
    .action(async (asked: string, tenants: string[]) => {
      const client = await cli.client();
      const { id, label, shared_with: before } = await credentialOf(client, asked);
      if (before === 'all' && tenants.length > 0) {
        throw new UsageFailure(`${label} is shared with all tenants`, 'Share it with those that may keep it instead');
      }
      const named: string[] = [];
      for (const tenant of tenants) named.push(await anyTenantId(client, tenant));
      const kept = before === 'all' || tenants.length === 0 ? [] : before.filter((one) => !named.includes(one));
      const shared = await client.credentials.share(id, { tenant_ids: kept });
      cli.answer.done(
        shared,
        kept.length === 0 ? `${label} is not shared any more.` : `${label} is shared with ${kept.join(', ')}.`,
      );
    });
}
