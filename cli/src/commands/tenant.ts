import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import { anyTenantId, tenantId } from '../session/tenant-id.js';
import { noun, paged, verb, type PageOptions } from './described.js';
import { showPages } from './pages.js';
import { memberCommands } from './tenant-members.js';

export function tenantCommands(program: Command, cli: Cli): void {
  const tenant = noun(program, 'tenant', 'Tenants: who shares credentials, models, keys and resources.').alias(
    'tenants',
  );
  listCommand(tenant, cli);
  useCommand(tenant, cli);
  verb(tenant, 'create', 'Make a tenant beside those that users have of their own. For administrators.', [
    'latchkey tenant create Research',
    'latchkey tenant create Research --owner ada@example.com',
  ])
    .argument('<name>')
    .option('--owner <email>', 'who owns it; you, when left out')
    .action(async (name: string, { owner }: { owner?: string }) => {
      const made = await (
        await cli.client()
      ).tenants.create({ name, ...(owner === undefined ? {} : { owner_email: owner }) });
      cli.answer.done(made, `Made tenant ${made.name} (${made.id}).`);
    });
  verb(tenant, 'rename', 'Give a tenant another name.', ['latchkey tenant rename Research "Research and teaching"'])
    .argument('<tenant>', 'name or id')
    .argument('<name>', 'the new name')
    .action(async (asked: string, name: string) => {
      const client = await cli.client();
      const renamed = await client.tenants.rename(await anyTenantId(client, asked), { name });
      cli.answer.done(renamed, `Tenant ${renamed.id} is called ${renamed.name} now.`);
    });
  memberCommands(tenant, cli);
}

function listCommand(tenant: Command, cli: Cli): void {
  paged(
    verb(tenant, 'list', 'List your tenants.', [
      'latchkey tenant list',
      'latchkey tenant list --all-tenants --search lab',
    ]),
  )
    .alias('ls')
    .option('--all-tenants', 'those of others too; for administrators')
    .option('--search <text>', 'with --all-tenants: only those whose name contains this')
    .action(async ({ allTenants, search, ...page }: PageOptions & { allTenants?: boolean; search?: string }) => {
      if (allTenants !== true) {
        // Not as a member of the tenant in use, which may have taken one out: this is where one finds another.
        const target = await cli.target();
        const own = await cli.clientOf({ ...target, tenant: null });
        const [me, mine] = await Promise.all([own.auth.me(), own.tenants.list()]);
        const used = target.tenant ?? me.tenant_id;
        cli.answer.list(
          mine,
          mine,
          [
            ['', ({ id, name }) => (id === used || name === used ? '*' : ' ')],
            ['id', ({ id }) => id],
            ['name', ({ name }) => name],
            ['your role', ({ role }) => role],
          ],
          'You belong to no tenant.',
        );
        return;
      }
      const client = await cli.client();
      const query = search === undefined ? {} : { search };
      await showPages(
        cli,
        page,
        {
          one: (cut) => client.tenants.listAll({ ...query, ...cut }),
          every: (cut) => client.tenants.iterateAll({ ...query, ...cut }),
        },
        [
          ['id', ({ id }) => id],
          ['name', ({ name }) => name],
          ['members', ({ member_count }) => member_count],
          ['keys', ({ key_count }) => key_count],
          ['created', ({ created_at }) => created_at],
        ],
        'There is no such tenant.',
      );
    });
}

function useCommand(tenant: Command, cli: Cli): void {
  verb(tenant, 'use', 'Act in another of your tenants from now on, in this context.', ['latchkey tenant use Research'])
    .argument('<tenant>', 'name or id')
    .action(async (asked: string) => {
      const target = await cli.target();
      const { context, identity } = target;
      if (context === null || identity?.kind !== 'session') {
        throw new UsageFailure('Only a user who signed in can choose a tenant; a key has its own');
      }
      const client = await cli.clientOf({ ...target, tenant: null });
      const id = await tenantId(client, asked);
      const found = (await client.tenants.list()).find((one) => one.id === id);
      if (!found) throw new UsageFailure(`You do not belong to tenant ${asked}`, '`latchkey tenant list` shows yours');
      await cli.settings.change((now) => {
        const known = now.contexts[context];
        const tenantNow = { id, name: found.name };
        return known === undefined
          ? now
          : { ...now, contexts: { ...now.contexts, [context]: { ...known, tenant: tenantNow } } };
      });
      cli.answer.done(found, `Commands act in ${found.name} from now on.`);
    });
}
