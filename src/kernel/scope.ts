/** What a credential may do. */
export const CONCRETE_SCOPES = [
  'inference',
  'models:read',
  'models:write',
  'resources:read',
  'resources:write',
  'usage:read',
  'keys:read',
  'keys:write',
  'admin',
] as const;

export type ConcreteScope = (typeof CONCRETE_SCOPES)[number];

/** As stored on a key: `*` is what the keys of RAGFlow and LangBot can do. */
export type Scope = ConcreteScope | '*';

export const SCOPES: readonly Scope[] = ['*', ...CONCRETE_SCOPES];

const EVERYDAY: readonly ConcreteScope[] = [
  'inference',
  'models:read',
  'models:write',
  'resources:read',
  'resources:write',
  'usage:read',
];

/** `*` never implies a say over keys or the instance. */
export function expandScopes(scopes: readonly Scope[]): Set<ConcreteScope> {
  return new Set(scopes.flatMap((scope) => (scope === '*' ? EVERYDAY : [scope])));
}

/** Only a person who signed in can hand these on. */
export const PRIVILEGED_SCOPES: readonly ConcreteScope[] = ['keys:write', 'admin'];
