/** Python programs that checks need, each set in a virtual environment of its own under node_modules/.cache. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/**
 * The folder of a virtual environment with what a file of pinned requirements names, made anew whenever that changes.
 * @param purpose who needs it, for messages and for the folder's name: `contract check`
 * @throws Error when there is no python3 of at least 3.11, or an installation fails
 */
export async function pythonEnvironment(purpose, requirements) {
  demandPython(purpose);
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const name = `${purpose.replaceAll(' ', '-')}-${digest.slice(0, 16)}`;
  const folder = resolve(join('node_modules', '.cache', name));
  if (existsSync(join(folder, 'complete'))) return folder;
  await rm(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  await writeFile(join(folder, 'complete'), '');
  return folder;
}

function demandPython(purpose) {
  const needs = `The ${purpose} needs python3 >= 3.11;`;
  const { stdout, status } = spawnSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  if (status !== 0) throw new Error(`${needs} there is no python3.`);
  const [major, minor] = String(stdout).trim().split('.').map(Number);
  if (major < 3 || (major === 3 && minor < 11)) throw new Error(`${needs} this one is ${String(stdout).trim()}.`);
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error) throw new Error(`${command} cannot be run: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
