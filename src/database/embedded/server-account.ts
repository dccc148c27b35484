import { lchown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

/** The account PostgreSQL runs under when Latchkey itself is root, which PostgreSQL refuses to be. */
export interface ServerAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED_NAMES = ['postgres', 'nobody'];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Reads `name:password:uid:gid:…` lines, the format of /etc/passwd. */
export function parseAccounts(userTable: string): ServerAccount[] {
  return userTable
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== '' && Number.isInteger(uid) && Number.isInteger(gid));
}

/** Whoever owns the data keeps it; new data goes to `postgres` where that account exists, else to `nobody`. */
export function pickAccount(
  accounts: readonly ServerAccount[],
  owner: { uid: number; gid: number } | null,
): ServerAccount | null {
  if (owner && owner.uid !== 0) {
    return (
      accounts.find(({ uid }) => uid === owner.uid) ?? { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid }
    );
  }
  for (const name of PREFERRED_NAMES) {
    const account = accounts.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (account) return account;
  }
  return null;
}

/** Null means "as we are": every start that is not by root. */
export async function chooseServerAccount(cluster: string): Promise<ServerAccount | null> {
  if (!isRoot()) return null;
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const owner = await stat(cluster).catch(() => null);
  const account = pickAccount(accounts, owner);
  if (!account) {
    throw new EmbeddedPostgresError(
      'PostgreSQL does not run as root, and this system has neither a postgres nor a nobody account. ' +
        'Start Latchkey as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  if (owner?.uid === 0) await handOver(cluster, account);
  return account;
}

/** A cluster that root copied (a restored backup) belongs to root; PostgreSQL wants to own its data itself. */
async function handOver(cluster: string, account: ServerAccount): Promise<void> {
  for (const entry of await readdir(cluster, { recursive: true })) {
    await lchown(join(cluster, entry), account.uid, account.gid);
  }
  await lchown(cluster, account.uid, account.gid);
}
