/** Who may know whom; the picture is in docs/architecture.md. Imports point down, sideways only where drawn. */
const layers = {
  kernel: ['kernel'],
  platform: [
    'config',
    'database',
    'crypto',
    'http',
    'health',
    'metrics',
    'logging',
    'telemetry',
    'setup-page',
    'console',
  ],
  records: ['audit', 'usage'],
  features: ['providers', 'tenants', 'api-key', 'limits', 'models', 'instance', 'tasks', 'files'],
  identity: ['auth'],
  surfaces: [
    'admin',
    'oversight',
    'usage-reports',
    'configuration',
    'langbot',
    'gateway',
    'bots',
    'webhooks',
    'pipelines',
    'knowledge',
    'mcp',
  ],
};

const order = ['kernel', 'platform', 'records', 'features', 'identity', 'surfaces'];
const below = (layer) => order.slice(0, order.indexOf(layer)).flatMap((name) => layers[name]);
const folder = (names) => `^src/(${names.join('|')})/`;

/** Sideways arrows between features, as drawn. */
const sideways = {
  'api-key': ['tenants'],
  models: ['providers', 'tenants'],
  providers: [],
  tenants: [],
  limits: ['tenants', 'api-key', 'providers'],
  instance: [],
  tasks: [],
  files: [],
};

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.(spec\\.ts|js)$' },
      to: {},
    },
    ...order
      .filter((layer) => layer !== 'kernel')
      .map((layer) => ({
        name: `${layer}-looks-down`,
        severity: 'error',
        from: { path: folder(layers[layer]) },
        to: { path: '^src/', pathNot: folder([...below(layer), ...layers[layer]]) },
      })),
    {
      name: 'kernel-knows-nobody',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^src/', pathNot: '^src/kernel/' },
    },
    ...Object.entries(sideways).map(([feature, known]) => ({
      name: `${feature}-sideways`,
      severity: 'error',
      from: { path: `^src/${feature}/` },
      to: { path: folder(layers.features), pathNot: folder([feature, ...known]) },
    })),
    {
      name: 'providers-know-no-tenant',
      severity: 'error',
      comment: 'Given a target they speak to the upstream; nothing else.',
      from: { path: '^src/providers/' },
      to: { path: '^src/(database|crypto|audit)/' },
    },
    {
      name: 'data-source-stays-home',
      severity: 'error',
      comment: 'Rows are reached through TenantDb and SystemDb.',
      from: { path: '^src/', pathNot: '^src/(database/|start|admin-reset|audit-verify|bootstrap|app\\.module)' },
      to: {
        path: '^src/database/(database|transactions)\\.ts$',
        dependencyTypesNot: ['type-only'],
        pathNot: 'transactions',
      },
    },
    {
      name: 'repositories-stay-home',
      severity: 'error',
      comment: "Other modules use a feature's service.",
      from: { path: '^src/([^/]+)/' },
      to: { path: '\\.repository\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
