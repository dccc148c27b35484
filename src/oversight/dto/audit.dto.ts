import { IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { AuditPage } from '../../audit/audit-page.js';
import { LimitQueryDto } from '../../http/dto/limit-query.dto.js';
import { readSortedCursor } from '../../http/sorted-page.js';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { AUDIT_ORDER } from '../../audit/audit.service.js';
import { badField, BadInputError } from '../../kernel/app-error.js';
import { HEX_ID } from '../../kernel/ids.js';
import type { NamedReference, ToldEvent } from '../audit-trail.service.js';

/** Whoever acts has an id of such a form; what was done has a name that only those who look for it know. */
const ACTOR = /^(system|(user:)?[0-9a-f]{32}|key:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Which events. */
@KnownFieldsOnly()
export class AuditQueryDto extends LimitQueryDto {
  /** `next_cursor` of the page before; the rest of the query has to stay the same. */
  @IsOptional()
  @IsString()
  @MaxLength(256)
  cursor?: string;

  /**
   * Who did it: a user's id, or `user:<id>`, `key:<id>`, `system`.
   * @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f
   */
  @IsOptional()
  @Matches(ACTOR, { message: "actor must be a user's id, user:<id>, key:<id> or system" })
  actor?: string;

  /** @example api-key.issued */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  action?: string;

  /**
   * What kind of thing it was done to.
   * @example api-key
   */
  @IsOptional()
  @Matches(/^[^:]{1,64}$/, { message: 'target_kind must be the name of a kind, such as api-key' })
  target_kind?: string;

  /** To which one; needs `target_kind`. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  target_id?: string;

  /** In which tenant; another one than yours only as an administrator. */
  @IsOptional()
  @Matches(HEX_ID, { message: 'tenant_id must be 32 hex characters' })
  tenant_id?: string;

  /**
   * Not before then.
   * @example 2026-11-01T00:00:00Z
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;

  /**
   * Before then.
   * @example 2026-12-01T00:00:00Z
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  until?: string;

  /** In the service's terms. @throws BadInputError for a cursor of another list, or an id without its kind */
  toPage(): AuditPage {
    if (this.target_id !== undefined && this.target_kind === undefined) {
      throw BadInputError.inField('target_kind', 'required', 'target_kind is required with target_id');
    }
    return {
      limit: this.limit ?? 50,
      after: this.cursor ? readSortedCursor(this.cursor, AUDIT_ORDER, 'time') : null,
      tenantId: this.tenant_id ?? null,
      actor: this.actor === undefined ? null : actorOf(this.actor),
      action: this.action ?? null,
      targetKind: this.target_kind ?? null,
      targetId: this.target_id ?? null,
      since: readTime('since', this.since),
      until: readTime('until', this.until),
    };
  }
}

/** Who did it. */
export class AuditActorDto {
  /** `user`, `key` or `system`. */
  kind: string;

  /** Null for the service itself. */
  id: string | null;

  /** E-mail address of a user, name of a key; null when that is gone, or none of your business. */
  name: string | null;

  /** Of the user, or of the key's. */
  user_email: string | null;
}

/** To what it was done. */
export class AuditTargetDto {
  /** @example api-key */
  kind: string;

  /** Null for the whole instance. */
  id: string | null;

  /** Of users (e-mail address), keys and tenants that there still are. */
  name: string | null;
}

/** A change, as it was written down with it. */
export class AuditEventDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  id: string;

  at: Date;

  actor: AuditActorDto;

  /** @example api-key.issued */
  action: string;

  target: AuditTargetDto;

  /** Null for what concerns the whole instance. */
  tenant_id: string | null;

  tenant_name: string | null;

  /** What else is worth knowing; never a secret. */
  details: Record<string, unknown>;

  static from({ event, actor, target, tenantName }: ToldEvent): AuditEventDto {
    return Object.assign(new AuditEventDto(), {
      id: event.id,
      at: event.at,
      actor: { ...wire(actor), user_email: actor.userEmail },
      action: event.action,
      target: wire(target),
      tenant_id: event.tenantId,
      tenant_name: tenantName,
      details: event.details,
    });
  }
}

/** One page of events. */
export class AuditPageDto {
  items: AuditEventDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}

function wire({ kind, id, name }: NamedReference) {
  return { kind, id, name };
}

function actorOf(text: string): string {
  return HEX_ID.test(text) ? `user:${text}` : text;
}

/** ISO 8601 knows times (by week, say) that JavaScript can't read. */
function readTime(field: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw badField(field, 'date_time', 'must be an ISO 8601 date and time');
  }
  return time;
}
