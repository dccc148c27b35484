import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { linkLibraries } from './postgres-package.js';

/**
 * Copies PostgreSQL's programs to a folder where the server's account can reach them, once per version. The copy is
 * made under another name and renamed, so that a killed copy is never mistaken for a whole one and two may race.
 */
export async function copyPackage(
  packageFolder: string,
  parent: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const place = join(parent, `postgres-programs-${basename(packageFolder)}-${version}`);
  if (await exists(place)) return place;

  onProgress(`Copying PostgreSQL's programs to ${place}…`);
  await mkdir(parent, { recursive: true });
  const unfinished = `${place}.${randomBytes(6).toString('hex')}.unfinished`;
  try {
    await cp(packageFolder, unfinished, { recursive: true, verbatimSymlinks: true });
    await makeReadable(unfinished);
    await linkLibraries(unfinished);
    await rename(unfinished, place);
  } catch (error) {
    if (!(await exists(place))) throw error;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return place;
}

/** A project installed under a strict umask hands its modes to the copy; the server's account must still read it. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, mode & 0o100 ? 0o755 : 0o644);
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
