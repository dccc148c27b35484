import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { KeyDescriptions, type NamedKey } from '../api-key/key-descriptions.js';
import type { AuditEvent } from '../audit/audit-event.entity.js';
import type { AuditPage } from '../audit/audit-page.js';
import { AuditService } from '../audit/audit.service.js';
import { SystemDb } from '../database/system-db.js';
import type { Tx } from '../database/transactions.js';
import type { SortedPage } from '../http/sorted-page.js';
import { ForbiddenError } from '../kernel/app-error.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import { managesTenant } from '../kernel/role.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { UsersService } from '../tenants/users.service.js';

/** `kind:id` taken apart; what the whole instance is about has no id. */
interface Reference {
  kind: string;
  id: string | null;
}

/** Somebody or something, with its name where it still has one that the reader may know. */
export interface NamedReference extends Reference {
  name: string | null;
}

/** An event in words. */
export interface ToldEvent {
  event: AuditEvent;
  actor: NamedReference & { userEmail: string | null };
  target: NamedReference;
  tenantName: string | null;
}

interface Names {
  users: ReadonlyMap<string, string>;
  keys: ReadonlyMap<string, NamedKey>;
  tenants: ReadonlyMap<string, string>;
}

/** Who changed what, for those who look after a tenant, or the instance. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly audit: AuditService,
    private readonly users: UsersService,
    private readonly tenants: TenantsService,
    private readonly keys: KeyDescriptions,
  ) {}

  /** @throws ForbiddenError for whoever looks after neither the instance nor their tenant, or asks for another's */
  list(caller: Principal, page: AuditPage): Promise<SortedPage<ToldEvent>> {
    const tenantId = reachOf(caller, page.tenantId);
    return this.systemDb.run('read the audit trail', async (tx) => {
      const { items, nextCursor } = await this.audit.list(tx, { ...page, tenantId });
      // Whose key of another tenant that was is no business of those who look after this one.
      const names = await this.namesIn(tx, items, actsAsAdministrator(caller) ? null : tenantId);
      return { items: items.map((event) => tell(event, names)), nextCursor };
    });
  }

  private async namesIn(tx: Tx, events: readonly AuditEvent[], tenantId: string | null): Promise<Names> {
    const references = events.flatMap(({ actor, subject }) => [referenceOf(actor), referenceOf(subject)]);
    const named = (...kinds: string[]) =>
      references.flatMap(({ kind, id }) => (id !== null && kinds.includes(kind) ? [id] : []));
    const keyIds = named('key', 'api-key').filter((id) => isUUID(id));
    const keys = await this.keys.namesWithin(tx, tenantId, keyIds);
    const tenantIds = events.flatMap((event) => (event.tenantId === null ? [] : [event.tenantId]));
    return {
      keys,
      users: await this.users.emailsWithin(tx, [...named('user'), ...[...keys.values()].map(({ userId }) => userId)]),
      tenants: await this.tenants.namesWithin(tx, [...named('tenant'), ...tenantIds]),
    };
  }
}

function reachOf(caller: Principal, wanted: string | null): string | null {
  if (actsAsAdministrator(caller)) return wanted;
  if (caller.kind !== 'session') throw new ForbiddenError('The API key lacks the scope admin');
  if (!managesTenant(caller.role)) throw new ForbiddenError(`Role ${caller.role} may not read the audit trail`);
  if (wanted !== null && wanted !== caller.tenantId) throw new ForbiddenError('tenant_id is not the tenant you act in');
  return caller.tenantId;
}

function tell(event: AuditEvent, names: Names): ToldEvent {
  const actor = nameIn(names, referenceOf(event.actor));
  const keyUser = names.keys.get(actor.id ?? '')?.userId ?? '';
  return {
    event,
    actor: { ...actor, userEmail: actor.kind === 'key' ? (names.users.get(keyUser) ?? null) : actor.name },
    target: nameIn(names, referenceOf(event.subject)),
    tenantName: event.tenantId === null ? null : (names.tenants.get(event.tenantId) ?? null),
  };
}

function nameIn({ users, keys, tenants }: Names, { kind, id }: Reference): NamedReference {
  const found: Readonly<Record<string, string | undefined>> = {
    user: users.get(id ?? ''),
    key: keys.get(id ?? '')?.name,
    'api-key': keys.get(id ?? '')?.name,
    tenant: tenants.get(id ?? ''),
  };
  return { kind, id, name: found[kind] ?? null };
}

function referenceOf(text: string): Reference {
  const [kind = '', ...rest] = text.split(':');
  return { kind, id: rest.length === 0 ? null : rest.join(':') };
}
