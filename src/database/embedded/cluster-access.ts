import type { ServerAccount } from './server-account.js';
import type { ServerPrograms } from './server-programs.js';

/** Everything it takes to run and enter one cluster. */
export interface ClusterAccess {
  readonly dataDir: string;
  readonly cluster: string;
  readonly programs: ServerPrograms;
  readonly account: ServerAccount | null;
  readonly superuserPassword: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly logPath: string;
  readonly onProgress: (line: string) => void;
}
