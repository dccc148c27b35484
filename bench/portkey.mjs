import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { freePort, startProgram } from './children.mjs';

const FOLDER = join(import.meta.dirname, 'portkey');
const SERVER = join(FOLDER, 'node_modules/@portkey-ai/gateway/build/start-server.js');

/** Portkey's gateway from npm, installed on first use in a folder of its own. */
export async function startPortkey() {
  if (!existsSync(SERVER)) install();
  const port = await freePort();
  const preload = join(FOLDER, 'listen-on-loopback.cjs');
  const { pid } = await startProgram(
    'Portkey',
    [process.execPath, '-r', preload, SERVER, `--port=${port}`, '--headless'],
    { NODE_ENV: 'production', TRUSTED_CUSTOM_HOSTS: '127.0.0.1' },
    /running|ready|listening/i,
  );
  return { pid, port };
}

function install() {
  const { status } = spawnSync('npm', ['ci', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm ci --prefix ${FOLDER} ended with ${status}`);
}
