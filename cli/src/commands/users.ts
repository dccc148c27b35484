import { Option, type Command } from 'commander';
import type { Latchkey, User, UserChange } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { theOne } from '../named.js';
import type { Column } from '../output/table.js';
import { noun, paged, sure, verb, type PageOptions, type Sure } from './described.js';
import { gatheredWhere, showPages } from './pages.js';

const USER_ID = /^[0-9a-f]{32}$/;

const COLUMNS: readonly Column<User>[] = [
  ['e-mail', ({ email }) => email],
  ['nickname', ({ nickname }) => nickname],
  ['active', ({ is_active }) => is_active],
  ['administrator', ({ is_instance_admin }) => is_instance_admin],
  ['keys', ({ key_count }) => key_count],
  ['last sign-in', ({ last_login_at }) => last_login_at],
  ['id', ({ id }) => id],
];

interface Change {
  name: string;
  about: string;
  change: UserChange;
  outcome: string;
}

const CHANGES: readonly Change[] = [
  { name: 'activate', about: 'Let a user in again.', change: { is_active: true }, outcome: 'may sign in' },
  {
    name: 'deactivate',
    about: 'Keep a user out: their sessions end and their keys stop at once.',
    change: { is_active: false },
    outcome: 'is kept out',
  },
  {
    name: 'grant-admin',
    about: 'Make a user an administrator of the instance.',
    change: { is_instance_admin: true },
    outcome: 'is an administrator',
  },
  {
    name: 'revoke-admin',
    about: 'Take administration away from a user.',
    change: { is_instance_admin: false },
    outcome: 'is no administrator',
  },
];

export function userCommands(program: Command, cli: Cli): void {
  const users = noun(program, 'users', 'Users of the instance. For administrators.').alias('user');
  listCommand(users, cli);
  createCommand(users, cli);
  verb(users, 'show', 'Show one user.', ['latchkey users show ada@example.com'])
    .argument('<user>', 'e-mail address or id')
    .action(async (asked: string) => {
      const user = await userOf(await cli.client(), asked);
      cli.answer.record(user, [
        ['E-mail', user.email],
        ['Id', user.id],
        ['Nickname', user.nickname],
        ['Active', user.is_active],
        ['Administrator', user.is_instance_admin],
        ['Own tenant', `${user.tenant_name} (${user.tenant_id})`],
        ['Keys', user.key_count],
        ['Last sign-in', user.last_login_at],
        ['Created', user.created_at],
      ]);
    });
  passwordCommand(users, cli);
  for (const change of CHANGES) changeCommand(users, cli, change);
  sure(
    verb(users, 'delete', 'Delete a deactivated user with their own tenant and everything in it.', [
      'latchkey users delete bob@example.com --yes',
    ]),
  )
    .alias('rm')
    .argument('<user>', 'e-mail address or id')
    .action(async (asked: string, { yes }: Sure) => {
      const client = await cli.client();
      const { id, email } = await userOf(client, asked);
      await cli.prompts.confirm(`Delete ${email} and everything in their own tenant?`, { isSure: yes === true });
      cli.answer.done(await client.users.delete(id), `Deleted ${email}.`);
    });
}

interface ListOptions extends PageOptions {
  search?: string;
  active?: boolean;
  inactive?: boolean;
  administrators?: boolean;
}

function listCommand(users: Command, cli: Cli): void {
  paged(
    verb(users, 'list', 'List users, the newest first.', [
      'latchkey users list',
      'latchkey users list --inactive --json',
    ]),
  )
    .alias('ls')
    .option('--search <text>', 'only those whose e-mail address or nickname contains this')
    .option('--active', 'only active ones')
    .addOption(new Option('--inactive', 'only deactivated ones').conflicts('active'))
    .option('--administrators', 'only administrators')
    .action(async ({ search, active, inactive, administrators, ...page }: ListOptions) => {
      const client = await cli.client();
      const query = {
        ...(search === undefined ? {} : { search }),
        ...(active === true ? { active: true } : inactive === true ? { active: false } : {}),
        ...(administrators === true ? { administrators: true } : {}),
      };
      await showPages(
        cli,
        page,
        {
          one: (cut) => client.users.list({ ...query, ...cut }),
          every: (cut) => client.users.iterate({ ...query, ...cut }),
        },
        COLUMNS,
        'There is no such user.',
      );
    });
}

interface CreateOptions {
  nickname?: string;
  admin?: boolean;
  passwordStdin?: boolean;
}

function createCommand(users: Command, cli: Cli): void {
  verb(users, 'create', 'Make a user with a tenant of their own.', [
    'latchkey users create bob@example.com',
    'latchkey users create bob@example.com --nickname Bob --password-stdin < password.txt',
  ])
    .alias('add')
    .argument('<email>')
    .option('--nickname <name>', 'how they are called')
    .option('--admin', 'make them an administrator')
    .option('--password-stdin', 'read the password from stdin')
    .action(async (email: string, { nickname, admin, passwordStdin }: CreateOptions) => {
      const client = await cli.client();
      const made = await client.users.create({
        email,
        password: await newPassword(cli, `Password for ${email}`, passwordStdin),
        ...(nickname === undefined ? {} : { nickname }),
        ...(admin === true ? { is_instance_admin: true } : {}),
      });
      cli.answer.done(made, `Made user ${made.email} (${made.id}).`);
    });
}

function passwordCommand(users: Command, cli: Cli): void {
  verb(users, 'set-password', 'Give a user another password; all their sessions end.', [
    'latchkey users set-password bob@example.com',
    'latchkey users set-password bob@example.com --password-stdin < password.txt',
  ])
    .argument('<user>', 'e-mail address or id')
    .option('--password-stdin', 'read the password from stdin')
    .action(async (asked: string, { passwordStdin }: { passwordStdin?: boolean }) => {
      const client = await cli.client();
      const { id, email } = await userOf(client, asked);
      const password = await newPassword(cli, `New password for ${email}`, passwordStdin);
      cli.answer.done(await client.users.update(id, { password }), `${email} has a new password.`);
    });
}

function changeCommand(users: Command, cli: Cli, { name, about, change, outcome }: Change): void {
  verb(users, name, about, [`latchkey users ${name} bob@example.com`])
    .argument('<user>', 'e-mail address or id')
    .action(async (asked: string) => {
      const client = await cli.client();
      const changed = await client.users.update((await userOf(client, asked)).id, change);
      cli.answer.done(changed, `${changed.email} ${outcome} now.`);
    });
}

function newPassword({ prompts }: Cli, question: string, isOnStdin: boolean | undefined): Promise<string> {
  return isOnStdin === true ? prompts.stdin('--password-stdin') : prompts.newPassword(question, '--password-stdin');
}

/** A user by e-mail address or id. */
export async function userOf(client: Latchkey, asked: string): Promise<User> {
  if (USER_ID.test(asked)) return client.users.get(asked);
  const same = ({ email }: User): boolean => email.toLowerCase() === asked.toLowerCase();
  const found = await gatheredWhere(client.users.iterate({ search: asked, limit: 200 }), same);
  return theOne(
    'user',
    asked,
    found.map((user) => ({ ...user, name: user.email })),
  );
}
