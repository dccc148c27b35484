import type { Command } from 'commander';
import type { AddMember, Latchkey, Member } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { theOne } from '../named.js';
import { anyTenantId } from '../session/tenant-id.js';
import { noun, sure, verb, type Sure } from './described.js';
import { choice } from './choices.js';

interface Of {
  of?: string;
}

type Role = AddMember['role'];

const OF = ['--of <tenant>', 'name or id of another tenant than the one that you act in'] as const;
const ROLES = ['owner', 'admin', 'member', 'viewer'];

export function memberCommands(tenant: Command, cli: Cli): void {
  const members = noun(tenant, 'members', 'Who belongs to a tenant, and as what.').alias('member');
  verb(members, 'list', 'List the members.', [
    'latchkey tenant members list',
    'latchkey tenant members list --of Research',
  ])
    .alias('ls')
    .option(...OF)
    .action(async ({ of }: Of) => {
      const client = await cli.client();
      const all = await client.tenants.listMembers(await placeOf(client, of));
      cli.answer.list(
        all,
        all,
        [
          ['e-mail', ({ email }) => email],
          ['nickname', ({ nickname }) => nickname],
          ['role', ({ role }) => role],
          ['active', ({ is_active }) => is_active],
          ['user id', ({ user_id }) => user_id],
        ],
        'The tenant has no members.',
      );
    });
  changeCommands(members, cli);
  sure(
    verb(members, 'remove', 'Take a member out; their keys for the tenant stop at once.', [
      'latchkey tenant members remove bob@example.com --yes',
    ]),
  )
    .alias('rm')
    .argument('<email>', 'e-mail address or id')
    .option(...OF)
    .action(async (asked: string, { of, yes }: Of & Sure) => {
      const client = await cli.client();
      const place = await placeOf(client, of);
      const { user_id, email } = await memberOf(client, place, asked);
      await cli.prompts.confirm(`Take ${email} out of the tenant?`, { isSure: yes === true });
      cli.answer.done(await client.tenants.removeMember(place, user_id), `${email} is no member any more.`);
    });
}

function changeCommands(members: Command, cli: Cli): void {
  verb(members, 'add', 'Let an existing user in.', ['latchkey tenant members add bob@example.com --role member'])
    .argument('<email>')
    .addOption(choice('--role <role>', 'what they may do', ROLES).default('member'))
    .option(...OF)
    .action(async (email: string, { role, of }: Of & { role: Role }) => {
      const client = await cli.client();
      const added = await client.tenants.addMember(await placeOf(client, of), { email, role });
      cli.answer.done(added, `${added.email} is ${added.role} now.`);
    });
  verb(members, 'change', 'Give a member another role.', [
    'latchkey tenant members change bob@example.com --role admin',
  ])
    .argument('<email>', 'e-mail address or id')
    .addOption(choice('--role <role>', 'what they may do', ROLES).makeOptionMandatory())
    .option(...OF)
    .action(async (asked: string, { role, of }: Of & { role: Role }) => {
      const client = await cli.client();
      const place = await placeOf(client, of);
      const { user_id } = await memberOf(client, place, asked);
      const changed = await client.tenants.changeMember(place, user_id, { role });
      cli.answer.done(changed, `${changed.email} is ${changed.role} now.`);
    });
}

async function placeOf(client: Latchkey, asked: string | undefined): Promise<string> {
  return asked === undefined ? (await client.auth.me()).tenant_id : anyTenantId(client, asked);
}

async function memberOf(client: Latchkey, place: string, asked: string): Promise<Member> {
  const members = await client.tenants.listMembers(place);
  return theOne(
    'member',
    asked,
    members.map((member) => ({ ...member, id: member.user_id, name: member.email })),
  );
}
