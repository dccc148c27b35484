import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

const BUILD = resolve('scripts/build.mjs');
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

describe('scripts/build.mjs --if-older', () => {
  let folder: string;
  const at = (path: string): string => join(folder, path);
  const build = (...words: string[]): string =>
    execFileSync(process.execPath, [BUILD, ...words], { cwd: folder, encoding: 'utf8' });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-build-'));
    await mkdir(at('src/part'), { recursive: true });
    await writeFile(at('src/part/one.ts'), 'export const one = 1;\n');
    await writeFile(at('src/two.sql'), 'SELECT 2\n');
    for (const path of ['src/part/one.ts', 'src/two.sql', 'src/part', 'src'])
      await utimes(at(path), LONG_AGO, LONG_AGO);
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('builds what is not there, and leaves what is up to date as it is', async () => {
    expect(build('--if-older')).toBe('Built 2 files\n');
    expect(await readFile(at('dist/two.sql'), 'utf8')).toBe('SELECT 2\n');
    await writeFile(at('dist/part/one.js'), 'in use');
    expect(build('--if-older')).toBe('');
    expect(await readFile(at('dist/part/one.js'), 'utf8')).toBe('in use');
    expect(build()).toBe('Built 2 files\n');
    expect(await readFile(at('dist/part/one.js'), 'utf8')).toContain('one = 1');
  });

  it('builds anew after a source was changed or removed, or the settings', async () => {
    const later = new Date(Date.now() + 60_000);
    build();
    await utimes(at('src/part/one.ts'), later, later);
    expect(build('--if-older')).toBe('Built 2 files\n');
    await rm(at('src/part/one.ts'));
    await utimes(at('src/part'), later, later);
    expect(build('--if-older')).toBe('Built 1 files\n');
    await expect(access(at('dist/part/one.js'))).rejects.toThrow('ENOENT');
    await utimes(at('src/part'), LONG_AGO, LONG_AGO);
    expect(build('--if-older')).toBe('');
    await writeFile(at('.swcrc'), '{}');
    await utimes(at('.swcrc'), later, later);
    expect(build('--if-older')).toBe('Built 1 files\n');
  });

  it('builds anew what was not built to its end', async () => {
    build();
    await rm(at('dist/.built'));
    expect(build('--if-older')).toBe('Built 2 files\n');
  });
});
