/** Run with NODE_OPTIONS=--experimental-vm-modules (the npm scripts do): Nest 12 is ESM only. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@latchkey/sdk$': '<rootDir>/sdk/typescript/src/index.ts',
  },
  setupFiles: ['reflect-metadata'],
};

const onDatabase = {
  ...shared,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.int-spec.ts', '**/*.e2e-spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

export default {
  // Whole applications and browsers on a busy machine: only what hangs is to be ended by it.
  testTimeout: 120_000,
  workerIdleMemoryLimit: '900MB',
  coverageProvider: 'babel',
  collectCoverageFrom: ['src/**/*.ts'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/src', '<rootDir>/cli/src', '<rootDir>/test'],
      testMatch: ['**/*.spec.ts'],
    },
    { ...onDatabase, displayName: 'database', testPathIgnorePatterns: ['/hostile-'] },
    // Watches memory, which takes a process whose heap no other suite has filled: a run of its own.
    { ...onDatabase, displayName: 'hostile', testMatch: ['**/hostile-*.e2e-spec.ts'] },
    // Needs the console built, and drives it in a Chromium.
    { ...onDatabase, displayName: 'browser', testMatch: ['**/*.browser-spec.ts'] },
    // Types what README.md and docs/ say into a shell; brings the Python clients that they show.
    {
      ...onDatabase,
      displayName: 'docs',
      testMatch: ['**/*.docs-spec.ts'],
      globalSetup: '<rootDir>/test/docs/global-setup.mjs',
    },
    { ...onDatabase, displayName: 'screenshots', testMatch: ['**/*.screenshots.ts'] },
  ],
};
