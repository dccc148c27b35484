import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { weaknessOf } from '../config/secret-strength.js';

const FILE_NAME = 'secret.key';
const FEWEST_CHARACTERS = 32;

export function secretKeyFile(dataDir: string): string {
  return join(dataDir, FILE_NAME);
}

/**
 * The generated SECRET_KEY of an earlier start, or null.
 * @throws Error for a file that holds less than one: it was cut off or tampered with
 */
export async function readSecretKey(dataDir: string): Promise<string | null> {
  const secretKey = await readIfThere(secretKeyFile(dataDir));
  if (secretKey !== null && weaknessOf(secretKey, FEWEST_CHARACTERS) !== null) {
    throw new Error(`${secretKeyFile(dataDir)} holds no usable SECRET_KEY; restore it. Nothing was changed.`);
  }
  return secretKey;
}

/**
 * Makes a SECRET_KEY and keeps it, readable by our account alone. It is safely on disk before anything is wrapped with
 * it, and an existing file is never overwritten.
 */
export async function generateSecretKey(dataDir: string): Promise<string> {
  const secretKey = randomBytes(32).toString('base64url');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${secretKeyFile(dataDir)}.draft`;
  await rm(draft, { force: true });
  await writeDurably(draft, `${secretKey}\n`);
  await link(draft, secretKeyFile(dataDir));
  await rm(draft);
  await syncFolder(dataDir);
  return secretKey;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The new name is a change of the folder, not of the file. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
