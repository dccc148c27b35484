import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILE_NAME = 'secret.key';

export function secretKeyFile(dataDir: string): string {
  return join(dataDir, FILE_NAME);
}

/** The generated SECRET_KEY of an earlier start, or null. */
export async function readSecretKey(dataDir: string): Promise<string | null> {
  try {
    return (await readFile(secretKeyFile(dataDir), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Makes a SECRET_KEY and keeps it, readable by our account alone; an existing file is never overwritten. */
export async function generateSecretKey(dataDir: string): Promise<string> {
  const secretKey = randomBytes(32).toString('base64url');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeFile(secretKeyFile(dataDir), `${secretKey}\n`, { mode: 0o600, flag: 'wx' });
  return secretKey;
}
