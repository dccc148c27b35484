import type { Principal } from '../kernel/principal.js';
import { ROLE_SCOPES, type Role } from '../kernel/role.js';
import { expandScopes, type Scope } from '../kernel/scope.js';
import type { ApiKeySnapshot } from './api-key-snapshots.js';
import { assertMayGrant, type KeyBounds } from './key-grants.js';

const OPEN: KeyBounds = { scopes: ['*'], allowedModels: null, allowedAddresses: null, expiresAt: null };

function user(role: Role, isInstanceAdmin = false): Principal {
  return {
    kind: 'session',
    userId: 'u',
    email: 'u@example.com',
    tenantId: 't',
    role,
    isInstanceAdmin,
    scopes: new Set(ROLE_SCOPES[role]),
  };
}

function key(scopes: Scope[]): Principal {
  return { ...user('owner'), kind: 'api-key', keyId: 'k', scopes: expandScopes(scopes) };
}

const parent = (bounds: Partial<KeyBounds>) => ({ ...OPEN, ...bounds }) as unknown as ApiKeySnapshot;
const granting = (caller: Principal, bounds: Partial<KeyBounds>, of?: ApiKeySnapshot) => () =>
  assertMayGrant(caller, of, { ...OPEN, ...bounds });

describe('what a user may grant', () => {
  it.each<[Role, Scope]>([
    ['member', '*'],
    ['member', 'keys:write'],
    ['admin', 'models:write'],
    ['owner', 'keys:read'],
  ])('%s: %s', (role, scope) => {
    expect(granting(user(role), { scopes: [scope] })).not.toThrow();
  });

  it.each<[Role, Scope]>([
    ['member', 'models:write'],
    ['owner', 'admin'],
    ['viewer', 'inference'],
  ])('not %s: %s', (role, scope) => {
    expect(granting(user(role), { scopes: [scope] })).toThrow(`You can't grant the scope ${scope}`);
  });

  it('is everything for an instance administrator', () => {
    expect(granting(user('owner', true), { scopes: ['admin', 'keys:write', '*'] })).not.toThrow();
  });
});

describe('what a key may grant', () => {
  it('is what it has', () => {
    expect(granting(key(['*', 'keys:write']), {}, parent({}))).not.toThrow();
  });

  it.each<[Scope[], Scope]>([
    [['inference', 'keys:write'], '*'],
    [['*', 'keys:write'], 'keys:write'],
    [['admin', 'keys:write'], 'admin'],
    [['*', 'keys:write'], 'keys:read'],
  ])('with %j is not %s', (own, scope) => {
    expect(granting(key(own), { scopes: [scope] }, parent({}))).toThrow(`You can't grant the scope ${scope}`);
  });

  it.each<[string, Partial<KeyBounds>, Partial<KeyBounds>]>([
    ['allowed_models', { allowedModels: ['a'] }, { allowedModels: null }],
    ['allowed_models', { allowedModels: ['a'] }, { allowedModels: ['a', 'b'] }],
    ['allowed_addresses', { allowedAddresses: ['10.0.0.0/8'] }, { allowedAddresses: null }],
    ['expires_at', { expiresAt: new Date(1) }, { expiresAt: null }],
    ['expires_at', { expiresAt: new Date(1) }, { expiresAt: new Date(2) }],
  ])('keeps its own %s', (field, own, wanted) => {
    expect(granting(key(['*']), wanted, parent(own))).toThrow(`${field} exceeds your own`);
  });

  it('may be narrower than its own bounds', () => {
    const own = parent({ allowedModels: ['a', 'b'], expiresAt: new Date(2) });
    expect(granting(key(['*']), { allowedModels: ['a'], expiresAt: new Date(1) }, own)).not.toThrow();
  });
});
