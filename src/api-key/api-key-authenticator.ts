import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { ROLE_SCOPES } from '../kernel/role.js';
import { expandScopes, type ConcreteScope } from '../kernel/scope.js';
import { isWithinRanges } from './address-ranges.js';
import { ApiKeySnapshots, type ApiKeySnapshot } from './api-key-snapshots.js';
import { ApiKeyTokens } from './api-key-token.js';
import { LastUse } from './last-use.js';

/** Judges API keys: a warm key costs no query, a forged one not even a look-up. */
@Injectable()
export class ApiKeyAuthenticator {
  private readonly principals = new WeakMap<ApiKeySnapshot, Principal>();
  private readonly judgedOn = new WeakMap<Principal, ApiKeySnapshot>();

  constructor(
    private readonly tokens: ApiKeyTokens,
    private readonly snapshots: ApiKeySnapshots,
    private readonly lastUse: LastUse,
  ) {}

  /**
   * Who a key speaks for; null when it is none, or none that may be used now. At once for keys that are known and for
   * forged ones: a promise costs more than the judgement.
   * @param connection on which it came, where many come on one
   * @throws UnavailableError when that can't be judged.
   */
  authenticate(token: string, connection?: object): Principal | null | Promise<Principal | null> {
    const digest = connection ? this.tokens.recogniseOn(connection, token) : this.tokens.recognise(token);
    if (digest === null) return null;
    const known = this.snapshots.peek(digest);
    if (known) return this.judge(known);
    return this.snapshots.find(digest).then((snapshot) => snapshot && this.judge(snapshot));
  }

  /** @throws ForbiddenError when it is a key that may not be used from this address */
  demandAddress(principal: Principal, request: { readonly ip: string }): void {
    const ranges = this.judgedOn.get(principal)?.allowedAddresses ?? null;
    if (ranges !== null && !isWithinRanges(ranges, request.ip)) {
      throw new ForbiddenError(`The API key may not be used from ${request.ip}`);
    }
  }

  /** What a key's request was judged on; undefined for a user who signed in. */
  snapshotBehind(principal: Principal): ApiKeySnapshot | undefined {
    return this.judgedOn.get(principal);
  }

  private judge(snapshot: ApiKeySnapshot): Principal | null {
    if (!isUsable(snapshot, Date.now())) return null;
    this.lastUse.note(snapshot.id);
    return this.principalOf(snapshot);
  }

  /** Made once for each snapshot: neither ever changes. */
  private principalOf(snapshot: ApiKeySnapshot): Principal {
    const made = this.principals.get(snapshot);
    if (made) return made;
    const principal: Principal = {
      kind: 'api-key',
      userId: snapshot.userId,
      email: snapshot.email,
      tenantId: snapshot.tenantId,
      role: snapshot.role,
      isInstanceAdmin: snapshot.isInstanceAdmin,
      scopes: effectiveScopes(snapshot),
      keyId: snapshot.id,
    };
    this.principals.set(snapshot, principal);
    this.judgedOn.set(principal, snapshot);
    return principal;
  }
}

function isUsable(key: ApiKeySnapshot, now: number): boolean {
  const belongsThere = key.role !== null || key.isInstanceAdmin;
  return (
    !key.paused &&
    key.isUserActive &&
    belongsThere &&
    isBefore(now, key.expiresAt) &&
    isBefore(now, key.secretValidUntil)
  );
}

function isBefore(now: number, end: Date | null): boolean {
  return end === null || now < end.getTime();
}

/** A key never exceeds its user as he is now; an administrator reaches into any tenant as its administrator would. */
function effectiveScopes({ scopes, role, isInstanceAdmin }: ApiKeySnapshot): ReadonlySet<ConcreteScope> {
  const grantedRole = role ?? (isInstanceAdmin ? 'admin' : null);
  const granted = new Set<ConcreteScope>(grantedRole ? ROLE_SCOPES[grantedRole] : []);
  if (isInstanceAdmin) granted.add('admin');
  return new Set([...expandScopes(scopes)].filter((scope) => granted.has(scope)));
}
