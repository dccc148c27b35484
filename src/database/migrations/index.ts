import { InitialSchema1764000000000 } from './1764000000000-initial-schema.js';
import { LangBotAndSharing1764200000000 } from './1764200000000-langbot-and-sharing.js';
import { ModelRoutes1764300000000 } from './1764300000000-model-routes.js';
import { Aliases1764310000000 } from './1764310000000-aliases.js';
import { Tasks1764400000000 } from './1764400000000-tasks.js';
import { Pipelines1764410000000 } from './1764410000000-pipelines.js';
import { Bots1764420000000 } from './1764420000000-bots.js';
import { KnowledgeAndFiles1764430000000 } from './1764430000000-knowledge-and-files.js';
import { McpServers1764440000000 } from './1764440000000-mcp-servers.js';
import { ConsoleLists1764450000000 } from './1764450000000-console-lists.js';
import { RunWarnings1764460000000 } from './1764460000000-run-warnings.js';
import { Ledger1764500000000 } from './1764500000000-ledger.js';
import { SealedAudit1764520000000 } from './1764520000000-sealed-audit.js';
import { RowLevelSecurity1764530000000 } from './1764530000000-row-level-security.js';
import { UsageOfAllTenants1764545000000 } from './1764545000000-usage-of-all-tenants.js';
import { LeaseChanges1764546000000 } from './1764546000000-lease-changes.js';
import { UsageOfUsers1764560000000 } from './1764560000000-usage-of-users.js';

/** In the order in which they run. */
export const MIGRATIONS = [
  InitialSchema1764000000000,
  LangBotAndSharing1764200000000,
  ModelRoutes1764300000000,
  Aliases1764310000000,
  Tasks1764400000000,
  Pipelines1764410000000,
  Bots1764420000000,
  KnowledgeAndFiles1764430000000,
  McpServers1764440000000,
  ConsoleLists1764450000000,
  RunWarnings1764460000000,
  Ledger1764500000000,
  SealedAudit1764520000000,
  RowLevelSecurity1764530000000,
  UsageOfAllTenants1764545000000,
  LeaseChanges1764546000000,
  UsageOfUsers1764560000000,
];
