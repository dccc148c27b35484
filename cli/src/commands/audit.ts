import type { Command } from 'commander';
import type { AuditEvent } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { momentAgo } from '../moments.js';
import { noun, paged, verb, type PageOptions } from './described.js';
import { showPages } from './pages.js';

interface AuditOptions extends PageOptions {
  actor?: string;
  action?: string;
  target?: string;
  since?: string;
  until?: string;
}

export function auditCommands(program: Command, cli: Cli): void {
  const audit = noun(program, 'audit', 'Who changed what.');
  paged(
    verb(audit, 'list', 'List changes, the newest first.', [
      'latchkey audit list --since 7d',
      'latchkey audit list --action api-key.issued --all --json',
    ]),
  )
    .alias('ls')
    .option('--actor <actor>', "who did it: a user's id, user:<id>, key:<id> or system")
    .option('--action <action>', 'what was done, as the list says it')
    .option('--target <kind:id>', 'to what: a kind, or a kind with an id')
    .option('--since <when>', 'not before then: a date, or a time ago as 12h or 7d', momentAgo)
    .option('--until <when>', 'before then', momentAgo)
    .action(async ({ actor, action, target, since, until, ...page }: AuditOptions) => {
      const client = await cli.client();
      const [, kind, id] = /^([^:]+)(?::(.+))?$/s.exec(target ?? '') ?? [];
      const query = {
        ...(actor === undefined ? {} : { actor }),
        ...(action === undefined ? {} : { action }),
        ...(kind === undefined ? {} : { target_kind: kind }),
        ...(id === undefined ? {} : { target_id: id }),
        ...(since === undefined ? {} : { since }),
        ...(until === undefined ? {} : { until }),
      };
      await showPages<AuditEvent>(
        cli,
        page,
        {
          one: (cut) => client.audit.list({ ...query, ...cut }),
          every: (cut) => client.audit.iterate({ ...query, ...cut }),
        },
        [
          ['at', ({ at }) => at],
          ['who', ({ actor: by }) => by.user_email ?? by.name ?? by.kind],
          ['action', ({ action: done }) => done],
          ['target', ({ target: to }) => [to.kind, to.name ?? to.id].filter(Boolean).join(' ')],
          ['tenant', ({ tenant_name }) => tenant_name],
          ['details', ({ details }) => (Object.keys(details).length === 0 ? null : details)],
        ],
        'There were no such changes.',
      );
    });
}
