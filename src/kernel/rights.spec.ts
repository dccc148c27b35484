import { managesTenant, ROLE_SCOPES, ROLES } from './role.js';
import { CONCRETE_SCOPES, expandScopes, PRIVILEGED_SCOPES } from './scope.js';

describe('roles', () => {
  it('contain each other, the mightier the lesser', () => {
    const [owner, admin, member, viewer] = ROLES.map((role) => new Set(ROLE_SCOPES[role]));
    expect([...viewer!].every((scope) => member!.has(scope))).toBe(true);
    expect([...member!].every((scope) => admin!.has(scope))).toBe(true);
    expect([...admin!].every((scope) => owner!.has(scope))).toBe(true);
  });

  it('let a viewer read, and nothing else', () => {
    expect(ROLE_SCOPES.viewer).toEqual(['models:read', 'resources:read', 'usage:read']);
  });

  it('let a member use models and make keys, but not configure models', () => {
    expect(ROLE_SCOPES.member.filter((scope) => !ROLE_SCOPES.viewer.includes(scope))).toEqual([
      'inference',
      'resources:write',
      'keys:read',
      'keys:write',
    ]);
  });

  it('never bring a say over the instance', () => {
    expect(ROLES.filter((role) => ROLE_SCOPES[role].includes('admin'))).toEqual([]);
  });

  it.each([
    ['owner', true],
    ['admin', true],
    ['member', false],
    ['viewer', false],
    [null, false],
  ] as const)('say of %s whether they look after the tenant: %s', (role, manages) => {
    expect(managesTenant(role)).toBe(manages);
  });
});

describe('expandScopes', () => {
  it('makes of * all but a say over keys and the instance', () => {
    const meant = expandScopes(['*']);
    expect(CONCRETE_SCOPES.filter((scope) => !meant.has(scope))).toEqual(['keys:read', 'keys:write', 'admin']);
  });

  it('adds what is named besides, once', () => {
    expect(expandScopes(['*', 'admin', 'inference'])).toEqual(new Set([...expandScopes(['*']), 'admin']));
  });

  it('makes nothing of nothing', () => {
    expect(expandScopes([])).toEqual(new Set());
  });

  it('leaves out what only a person can hand on', () => {
    expect(PRIVILEGED_SCOPES.filter((scope) => expandScopes(['*']).has(scope))).toEqual([]);
  });
});
