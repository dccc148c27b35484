import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { SystemDb } from '../database/system-db.js';
import { TenantDb } from '../database/tenant-db.js';
import { announce, type Tx } from '../database/transactions.js';
import { BadInputError, badField, NotFoundError } from '../kernel/app-error.js';
import { newUuid } from '../kernel/ids.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import { managesTenant } from '../kernel/role.js';
import { cutSortedPage, type SortedPage, type SortedPlace } from '../http/sorted-page.js';
import { OutboundGuard } from '../providers/outbound-guard.js';
import { demandCallable } from '../providers/outbound/callable-url.js';
import { AlertSecrets } from './alerts/alert-secrets.js';
import { RATE_PERIODS, type LimitChange, type LimitRequest, type MeterRequest } from './limit-request.js';
import { Limit, LimitMeter } from './limit.entities.js';
import { amountOf } from './limit.errors.js';
import { LimitNotFoundError, NotToLimitError, StaleLimitError } from './limits.errors.js';
import { LimitsRepository, type LimitReach, type LimitSubject, type MeterState } from './limits.repository.js';
import { isBudget, meterOf } from './metering/meter.js';
import { MeterBooks } from './metering/meter-books.js';
import { windowAt, type Window } from './metering/windows.js';

/** One thing that a limit counts, and how it stands. */
export interface ShownMeter {
  meter: LimitMeter;
  window: Window;
  /** In the meter's unit; as far as journals have been read. Null where it is not kept. */
  spent: number | null;
  /** By requests that are being answered. */
  reserved: number | null;
  /** To all processes: what is used, and what they hold. */
  granted: number;
}

export interface ShownLimit {
  limit: Limit;
  /** What alerts are signed with, at the one moment when it is shown. */
  alertSecret?: string;
  meters: readonly ShownMeter[];
}

/** A meter of somebody's, and what is left of it. */
export interface StandingMeter extends ShownMeter {
  limit: Limit;
  /** In the meter's unit. */
  remaining: number;
}

/** Of one key, or of a tenant: every request has to pass all of them. */
const MOST_LIMITS = 100;

/** Newest first; cursors say so. */
export const LIMIT_ORDER = '-created_at';

/** Limits of tenants (by administrators) and of keys (by those who manage their tenant). */
@Injectable()
export class LimitsService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly limits: LimitsRepository,
    private readonly audit: AuditService,
    private readonly guard: OutboundGuard,
    private readonly secrets: AlertSecrets,
    private readonly books: MeterBooks,
  ) {}

  /** @throws NotToLimitError, LimitExistsError, NotFoundError for a key that there is not */
  async create(caller: Principal, { tenantId, ...request }: LimitRequest): Promise<ShownLimit> {
    if (tenantId !== undefined && !actsAsAdministrator(caller)) throw new NotToLimitError('tenant');
    if (request.meters.length === 0) throw nothingCounted();
    if (request.alertUrl !== null) await demandCallable(this.guard, 'alert_url', request.alertUrl);
    const owner = tenantId ?? (await this.tenantOf(caller, request.keyId));
    return this.tenantDb.run(owner, async (tx) => {
      demandMayLimit(caller, request.keyId);
      await this.demandSubject(tx, owner, request.keyId);
      await this.demandModel(tx, owner, request.model);
      await this.demandRoom(tx, owner, request.keyId);
      const now = new Date();
      const { keyId, model, unknownSpend } = request;
      const id = newUuid();
      const { secret, ...alert } = await this.alertTo(request.alertUrl, { id, tenantId: owner });
      const limit: Limit = { id, tenantId: owner, keyId, model, unknownSpend, ...alert, version: 1, createdAt: now, updatedAt: now }; // prettier-ignore
      await this.limits.insert(tx, limit, metersOf(limit, request.meters, []));
      await this.changed(tx, caller, limit, 'limit.created');
      return { ...(await this.show(tx, limit)), ...shownSecret(secret) };
    });
  }

  async get(caller: Principal, id: string): Promise<ShownLimit> {
    const reach = await this.reachFor(caller, id);
    return this.tenantDb.run(reach.tenantId, async (tx) => {
      const limit = await this.limits.find(tx, reach, id);
      if (!limit) throw new LimitNotFoundError(id);
      return shownTo(reach, await this.show(tx, limit));
    });
  }

  /** @param tenantId another tenant's; for administrators */
  async list(
    caller: Principal,
    {
      tenantId,
      subject,
      ...page
    }: { tenantId: string | null; subject: LimitSubject | null; limit: number; after: SortedPlace | null },
  ): Promise<SortedPage<ShownLimit>> {
    if (tenantId !== null && !actsAsAdministrator(caller)) throw new NotToLimitError('tenant');
    const reach = tenantId === null ? reachOf(caller) : { tenantId };
    return this.tenantDb.run(reach.tenantId, async (tx) => {
      const rows = await this.limits.listPage(tx, reach, subject, page);
      const { items, nextCursor } = cutSortedPage(rows, page.limit, LIMIT_ORDER);
      const shown = await this.showAll(tx, reach.tenantId, items);
      return { items: shown.map((each) => shownTo(reach, each)), nextCursor };
    });
  }

  /** All that bounds a key, or a user who signed in, and what is left of it. */
  standing({ tenantId, keyId }: Pick<Principal, 'tenantId' | 'keyId'>): Promise<StandingMeter[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      const limits = await this.limits.listOf(tx, tenantId, keyId ?? null);
      const shown = await this.showAll(tx, tenantId, limits);
      return shown.flatMap(({ limit, meters }) =>
        meters.map((each) => ({ ...each, limit, remaining: this.remainingOf(each, limit) })),
      );
    });
  }

  /** What is so already is no change. @throws NotToLimitError, StaleLimitError */
  async update(caller: Principal, id: string, change: LimitChange): Promise<ShownLimit> {
    const { tenantId } = await this.reachFor(caller, id);
    if (change.alertUrl) await demandCallable(this.guard, 'alert_url', change.alertUrl);
    return this.tenantDb.run(tenantId, async (tx) => {
      const limit = await this.hold(tx, caller, tenantId, id);
      if (change.version !== undefined && change.version !== limit.version) throw new StaleLimitError(limit.version);
      const former = await this.limits.listMeters(tx, tenantId, [id]);
      const wanted = requestsAfter(former, change);
      if (wanted.length === 0) throw nothingCounted();
      const isElsewhere = change.alertUrl !== undefined && change.alertUrl !== limit.alertUrl;
      const unknownSpend = change.unknownSpend ?? limit.unknownSpend;
      if (!isElsewhere && unknownSpend === limit.unknownSpend && countsTheSame(former, wanted)) {
        return this.show(tx, limit);
      }
      await this.limits.replaceMeters(tx, limit, former, metersOf(limit, wanted, former));
      const { secret, ...alert } = isElsewhere
        ? await this.alertTo(change.alertUrl ?? null, limit)
        : { secret: null, alertUrl: limit.alertUrl, alertSecret: limit.alertSecret };
      const after = { unknownSpend, ...alert, version: limit.version + 1, updatedAt: new Date() };
      await this.limits.update(tx, limit, after);
      Object.assign(limit, after);
      await this.changed(tx, caller, limit, 'limit.changed');
      return { ...(await this.show(tx, limit)), ...shownSecret(secret) };
    });
  }

  /** @throws NotToLimitError */
  async delete(caller: Principal, id: string): Promise<void> {
    const { tenantId } = await this.reachFor(caller, id);
    await this.tenantDb.run(tenantId, async (tx) => {
      const limit = await this.hold(tx, caller, tenantId, id);
      await this.limits.delete(tx, limit);
      await this.changed(tx, caller, limit, 'limit.deleted');
    });
  }

  /** Of what processes hold it is only known of this one what it has not used. */
  private remainingOf({ meter, spent, reserved, granted }: ShownMeter, limit: Limit): number {
    const amount = Number(meter.amount);
    if (spent !== null) return Math.max(0, amount - spent - (reserved ?? 0));
    const book = this.books.find(meterOf(meter, limit), Date.now());
    return Math.max(0, amount - granted + (book?.available ?? 0));
  }

  private async alertTo(
    alertUrl: string | null,
    limit: Pick<Limit, 'id' | 'tenantId'>,
  ): Promise<Pick<Limit, 'alertUrl' | 'alertSecret'> & { secret: string | null }> {
    if (alertUrl === null) return { alertUrl, alertSecret: null, secret: null };
    const secret = this.secrets.generate();
    return { alertUrl, alertSecret: await this.secrets.seal(limit, secret), secret };
  }

  private async hold(tx: Tx, caller: Principal, tenantId: string, id: string): Promise<Limit> {
    const limit = await this.limits.findForUpdate(tx, tenantId, id);
    if (!limit) throw new LimitNotFoundError(id);
    demandMayLimit(caller, limit.keyId);
    return limit;
  }

  private async demandSubject(tx: Tx, tenantId: string, keyId: string | null): Promise<void> {
    if (keyId === null || (await this.limits.hasKey(tx, { tenantId }, keyId))) return;
    throw new NotFoundError(`There is no API key ${keyId}`);
  }

  /** An alias is answered by models, and it is them that are counted. @throws BadInputError */
  private async demandModel(tx: Tx, tenantId: string, model: string | null): Promise<void> {
    if (model === null || !(await this.limits.isAlias(tx, tenantId, model))) return;
    throw badField('model', 'model', 'is an alias; name the model that is to be bounded');
  }

  /** @throws BadInputError */
  private async demandRoom(tx: Tx, tenantId: string, keyId: string | null): Promise<void> {
    if ((await this.limits.countOf(tx, tenantId, keyId)) < MOST_LIMITS) return;
    throw badField(keyId === null ? 'model' : 'key_id', 'max', `has ${MOST_LIMITS} limits, which is the most`);
  }

  /** Holds at once: here before this returns, elsewhere within a moment. */
  private async changed(tx: Tx, caller: Principal, limit: Limit, action: string): Promise<void> {
    const { id, tenantId, keyId, model } = limit;
    const version = await this.limits.bump(tx, limit);
    await announce(tx, { kind: 'limits', id: keyId ?? tenantId, version });
    const meters = await this.limits.listMeters(tx, tenantId, [id]);
    const allows = meters.map(({ unit, period, amount }) => amountOf({ unit, period, amount: Number(amount) })).sort();
    const details = { key_id: keyId, model, ...(allows.length > 0 && { allows, unknown_spend: limit.unknownSpend }) };
    await this.audit.record(tx, { actor: caller, action, subject: `limit:${id}`, tenantId, details });
  }

  private async show(tx: Tx, limit: Limit): Promise<ShownLimit> {
    const [shown] = await this.showAll(tx, limit.tenantId, [limit]);
    if (!shown) throw new Error(`Limit ${limit.id} was not shown`);
    return shown;
  }

  private async showAll(tx: Tx, tenantId: string, limits: readonly Limit[]): Promise<ShownLimit[]> {
    const now = Date.now();
    const meters = await this.limits.listMeters(tx, tenantId, limits.map(({ id }) => id)); // prettier-ignore
    const windows = meters.map((meter) => ({ meter, window: windowAt(meter.period, now) }));
    const asked = windows.map(({ meter, window }) => ({ meterId: meter.id, start: new Date(window.start) }));
    const states = new Map((await this.limits.listStates(tx, tenantId, asked)).map((state) => [state.meterId, state]));
    return limits.map((limit) => ({
      limit,
      meters: windows
        .filter(({ meter }) => meter.limitId === limit.id)
        .map(({ meter, window }) => ({ meter, window, ...standOf(meter, states.get(meter.id)) })),
    }));
  }

  /** In whose tenant that is; to administrators those of every tenant are open. */
  private async reachFor(caller: Principal, id: string): Promise<LimitReach> {
    if (!actsAsAdministrator(caller)) return reachOf(caller);
    const tenantId = await this.systemDb.run('find the tenant of a limit', (tx) => this.limits.findTenantOf(tx, id));
    if (tenantId === null) throw new LimitNotFoundError(id);
    return { tenantId };
  }

  private async tenantOf(caller: Principal, keyId: string | null): Promise<string> {
    if (keyId === null || !actsAsAdministrator(caller)) return caller.tenantId;
    const found = await this.systemDb.run('find the tenant of a key', (tx) => this.limits.findTenantOfKey(tx, keyId));
    return found ?? caller.tenantId;
  }
}

function reachOf({ tenantId, userId, role }: Principal): LimitReach {
  return managesTenant(role) || role === null ? { tenantId } : { tenantId, userId };
}

function demandMayLimit(caller: Principal, keyId: string | null): void {
  if (actsAsAdministrator(caller)) return;
  if (keyId === null) throw new NotToLimitError('tenant');
  if (keyId === caller.keyId) throw new NotToLimitError('itself');
  if (!managesTenant(caller.role)) throw new NotToLimitError('key');
}

/** Addresses of webhooks are secrets in themselves, and of those who manage the tenant alone. */
function shownTo({ userId }: LimitReach, { limit, ...shown }: ShownLimit): ShownLimit {
  return { ...shown, limit: userId === undefined ? limit : Object.assign(new Limit(), limit, { alertUrl: null }) };
}

function shownSecret(secret: string | null): Pick<ShownLimit, 'alertSecret'> {
  return secret === null ? {} : { alertSecret: secret };
}

function nothingCounted(): BadInputError {
  return badField('budgets', 'required', 'is required where no other limit is set');
}

function requestsAfter(former: readonly LimitMeter[], { rates, budgets }: LimitChange): MeterRequest[] {
  const asRequest = ({ unit, period, amount, alertAtPercent }: LimitMeter): MeterRequest => ({ unit, period, amount: Number(amount), alertAtPercent }); // prettier-ignore
  const kept = former.filter((meter) => (isBudget(meter) ? budgets === undefined : !(meter.unit in rates)));
  const given = Object.entries(rates).flatMap(([unit, amount]): MeterRequest[] =>
    amount === null ? [] : [rateOf(unit as keyof typeof RATE_PERIODS, amount)],
  );
  return [...kept.map(asRequest), ...given, ...(budgets ?? [])];
}

function countsTheSame(former: readonly LimitMeter[], wanted: readonly MeterRequest[]): boolean {
  const namesOf = (meters: readonly Pick<LimitMeter | MeterRequest, 'unit' | 'period' | 'amount' | 'alertAtPercent'>[]) =>
    meters.map(({ unit, period, amount, alertAtPercent }) => `${unit} ${period} ${amount} ${alertAtPercent.join()}`).sort(); // prettier-ignore
  return isDeepStrictEqual(namesOf(former), namesOf(wanted));
}

/** Of a unit, as it is counted where it is no budget. */
export function rateOf(unit: keyof typeof RATE_PERIODS, amount: number): MeterRequest {
  return { unit, period: RATE_PERIODS[unit], amount, alertAtPercent: [] };
}

function metersOf(limit: Limit, wanted: readonly MeterRequest[], former: readonly LimitMeter[]): LimitMeter[] {
  return wanted.map(({ unit, period, amount, alertAtPercent }) => {
    const known = former.find((meter) => meter.unit === unit && meter.period === period);
    const { id, createdAt } = known ?? { id: newUuid(), createdAt: new Date() };
    const { id: limitId, tenantId } = limit;
    return { id, limitId, tenantId, unit, period, amount: String(amount), alertAtPercent, createdAt };
  });
}

function standOf(meter: LimitMeter, state: MeterState | undefined): Pick<ShownMeter, 'spent' | 'reserved' | 'granted'> {
  const granted = Number(state?.granted ?? 0);
  if (!isBudget(meter)) return { spent: null, reserved: null, granted };
  return { spent: Number(state?.spent ?? 0), reserved: Number(state?.reserved ?? 0), granted };
}
