/** What somebody has who comes to a page. */
export interface PageSetting {
  /**
   * `nothing`: a checkout that was never started. `a key`: also a running server, signed in to as administrator, with a
   * key and models, as after the quick start; one server for all of these pages, an account and a tenant for each.
   */
  comesWith: 'nothing' | 'a key';
  /** Files of the reader's own, by name. */
  files?: readonly 'handbook.pdf'[];
  /** What stands in the text, and what this reader puts in its place; besides {@link FILLED_IN_EVERYWHERE}. */
  fillsIn?: readonly (readonly [string, string])[];
  /** Folder with a Python package that the reader has installed. */
  pythonPath?: string;
}

const KEY: PageSetting = { comesWith: 'a key' };
const NOTHING: PageSetting = { comesWith: 'nothing' };

/** Every page with a block that is run. */
export const PAGES: Readonly<Record<string, PageSetting>> = {
  'README.md': { ...NOTHING, files: ['handbook.pdf'] },
  'docs/bots.md': KEY,
  'docs/guides/audit.md': NOTHING,
  'docs/guides/backup-and-restore.md': NOTHING,
  'docs/guides/connect-a-provider.md': KEY,
  'docs/guides/hand-out-keys.md': KEY,
  'docs/guides/langbot-clients.md': KEY,
  'docs/guides/observability.md': KEY,
  'docs/guides/openai-clients.md': KEY,
  'docs/guides/ragflow-clients.md': KEY,
  'docs/guides/re-keying.md': NOTHING,
  'docs/guides/several-processes.md': {
    ...NOTHING,
    fillsIn: [['postgres://latchkey:…@db.example.com/latchkey', '$A_DATABASE']],
  },
  'docs/guides/share-models.md': KEY,
  'docs/guides/tls-and-proxies.md': NOTHING,
  'docs/guides/upgrade.md': NOTHING,
  'docs/knowledge.md': { ...KEY, files: ['handbook.pdf'] },
  'docs/limits.md': KEY,
  'docs/mcp.md': KEY,
  'docs/pipelines.md': KEY,
  'docs/quick-start.md': NOTHING,
  'docs/reference/providers.md': {
    ...KEY,
    fillsIn: [
      ['provider-check.mjs OpenAI chat:', 'provider-check.mjs OpenAI $A_PROVIDER chat:'],
      ['{"api_key":"…"}', '{"api_key":"$A_SECRET"}'],
    ],
  },
  'sdk/python/README.md': { ...KEY, pythonPath: 'sdk/python/src' },
  'sdk/typescript/README.md': { ...KEY, fillsIn: [["'sk-your-key'", "'$A_SECRET'"]] },
};

/** Pages that come with the tests of their own subject. */
export const HELD_ELSEWHERE: readonly string[] = ['docs/guides/cli.md', 'docs/reference/cli.md'];

/** What every reader fills in; names in capitals are variables of the reader's shell. */
export const FILLED_IN_EVERYWHERE: readonly (readonly [string, string])[] = [
  ['http://127.0.0.1:4000/v1', '$A_PROVIDER'],
  ['"sk-your-key"', '"$A_SECRET"'],
  ['"token": "…"', `"token": "'"$SETUP_TOKEN"'"`],
];

/** Every block that is not run, by page, with the reason that the page gives. */
export const NOT_RUN: readonly string[] = [
  "docs/guides/backup-and-restore.md: needs the client programs of the database's version",
  "docs/guides/backup-and-restore.md: needs the client programs of the database's version",
  "docs/guides/backup-and-restore.md: needs the client programs of the database's version",
  'docs/guides/backup-and-restore.md: needs Docker',
  'docs/guides/backup-and-restore.md: needs the client programs of Postgres 18',
  'docs/guides/observability.md: needs psql',
  'docs/guides/openai-clients.md: installs from PyPI; the test brings the pinned versions',
  'docs/guides/openai-clients.md: installs from npm; the test has the pinned version',
  'docs/guides/openai-clients.md: needs Docker',
  "docs/guides/ragflow-clients.md: installs from PyPI, and needs the private half of RAGFlow's key pair",
  'docs/guides/tls-and-proxies.md: needs systemd',
  'docs/guides/upgrade.md: there is nothing newer to get here',
  'docs/guides/upgrade.md: needs Docker',
  'docs/quick-start.md: needs Docker',
  'docs/quick-start.md: needs an account at OpenAI',
];

/** Guides that start, stop and move servers; they take as long as all other pages together. */
export function isForOperators(page: string, { comesWith }: PageSetting): boolean {
  return comesWith === 'nothing' && page.startsWith('docs/guides/');
}
