import type { Command } from 'commander';
import type { Me } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { verb } from './described.js';

export function whoamiCommand(program: Command, cli: Cli): void {
  verb(program, 'whoami', 'Show who you are, where, and what you may do.', [
    'latchkey whoami',
    'latchkey whoami --json',
  ]).action(async () => {
    const target = await cli.target();
    const client = await cli.clientOf(target);
    const [me, tenants] = await Promise.all([client.auth.me(), client.tenants.list()]);
    const tenant = tenants.find(({ id }) => id === me.tenant_id);
    cli.answer.record(me, [
      ['Server', target.url],
      ['Context', target.context ?? 'none: options or environment'],
      ['Signed in as', whoAmI(me)],
      ['Tenant', tenant ? `${tenant.name} (${tenant.id})` : me.tenant_id],
      ['Role', me.role],
      ['Administrator', me.is_instance_admin],
      ['Scopes', me.scopes],
    ]);
  });
}

export function whoAmI({ kind, email, nickname }: Me): string {
  const user = nickname && nickname !== email ? `${nickname} <${email}>` : email;
  return kind === 'api-key' ? `an API key of ${user}` : user;
}
