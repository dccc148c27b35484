/** What the server writes down, by what it happens to; an action that is not here is shown by its own name. */
export const DEEDS = {
  'api-key': ['issued', 'changed', 'rotated', 'revoked', 'revealed'],
  session: ['opened', 'ended'],
  user: [
    'created',
    'activated',
    'deactivated',
    'admin-granted',
    'admin-revoked',
    'password-changed',
    'renamed',
    'language-changed',
    'deleted',
  ],
  tenant: ['created', 'renamed'],
  member: ['added', 'role-changed', 'removed'],
  credential: ['saved', 'changed', 'shared', 'verified', 'removed'],
  factory: ['removed'],
  model: ['added', 'saved', 'changed', 'enabled', 'disabled', 'removed'],
  defaults: ['set'],
  'instance-defaults': ['set'],
  alias: ['saved', 'changed', 'removed'],
  pipeline: ['saved', 'changed', 'removed'],
  bot: ['created', 'changed', 'removed', 'admin-added', 'admin-removed', 'embedded', 'embed-ended'],
  'knowledge-base': ['created', 'changed', 'deleted'],
  'knowledge-file': ['added', 'deleted'],
  'mcp-server': ['created', 'changed', 'removed'],
  webhook: ['created', 'changed', 'removed'],
  variable: ['set'],
  limit: ['created', 'changed', 'deleted'],
  instance: ['set-up'],
} as const;

/** What events are about. */
export const TARGET_KINDS = [
  'api-key',
  'user',
  'tenant',
  'session',
  'credential',
  'factory',
  'model',
  'alias',
  'pipeline',
  'bot',
  'knowledge-base',
  'mcp-server',
  'webhook',
  'variable',
  'limit',
  'instance',
] as const;

export const ACTIONS = Object.entries(DEEDS).map(([kind, deeds]) => ({
  kind,
  actions: deeds.map((deed) => `${kind}.${deed}`),
}));
