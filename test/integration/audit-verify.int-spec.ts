import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** Nothing of a database may be touched: there is none at that address. */
const AWAY = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

const verify = (...words: string[]) => verifyIn(AWAY, ...words);

function verifyIn(env: Record<string, string>, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/audit-verify.js'), ...words], {
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run audit:verify', () => {
  it('tells what it does, takes and ends with', () => {
    const { status, stdout, stderr } = verify('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run audit:verify -- \[options\]\n\nCompares the audit trail with its seals/);
    for (const part of ['--anchor ANCHOR', '-h, --help', 'DATABASE_URL', 'DATA_DIR', 'SECRET_KEY'])
      expect(stdout).toContain(`\n  ${part} `);
    for (const code of [0, 1, 2]) expect(stdout).toMatch(new RegExp(`^ {2}${code} {2}\\w`, 'm'));
    expect(verify('-h')).toEqual({ status, stdout, stderr });
  });

  it('makes no database where there is none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-verify-'));
    try {
      expect(verifyIn({ DATA_DIR: folder })).toEqual({
        status: 2,
        stdout: '',
        stderr: `The audit trail can't be checked. There is no database in ${folder}: DATA_DIR, or DATABASE_URL, has to be the server's\n`,
      });
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['--anchr', "Unknown option '--anchr'; npm run audit:verify -- --help tells what there is"],
    ['now', "Unexpected argument 'now'; npm run audit:verify -- --help tells what there is"],
    ['--anchor=x', '--anchor must be what a run before printed, such as 1042:9f86d0…'],
  ])('refuses %s', (word, says) => {
    expect(verify(word)).toEqual({
      status: 2,
      stdout: '',
      stderr: `The audit trail can't be checked. ${says}\n`,
    });
  });
});
