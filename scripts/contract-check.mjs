/**
 * Holds a running server to its own OpenAPI document: Schemathesis makes requests from the document, good and hostile
 * ones, always the same for the same seed, and every answer must be of a documented status, type and shape, and no 5xx.
 * Needs python3 of at least 3.11; run `npm run build` first.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pythonEnvironment } from './python-environment.mjs';

const REQUIREMENTS = 'test/contract/requirements.txt';
const SEED = '20261124';
const EXAMPLES = '20';
const CHECKS = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
/** These end the session that the whole run goes on, or take its rights away. */
const SELF_DEFEATING = [
  'authLogout',
  'authChangePassword',
  'authDeleteSession',
  'adminSessionLogout',
  'userModeLogout',
];
const EMAIL = 'contract@example.com';
const PASSWORD = randomBytes(12).toString('base64url');

/** @returns the process and where it listens */
async function startServer(folder) {
  const child = spawn(process.execPath, ['--import', './test/contract/loopback-only.mjs', 'dist/main.js'], {
    env: {
      ...process.env,
      ...{ DATABASE_URL: '', DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error', REGISTRATION: 'open' },
      ...{ ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: PASSWORD, LOGIN_ATTEMPTS_PER_MINUTE: '1000' },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise((resolve, reject) => {
    let said = '';
    child.on('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const ready = /is ready: (\S+)/.exec(said);
      if (ready) resolve(ready[1]);
    });
  });
  return { child, origin };
}

async function signIn(origin) {
  const answer = await fetch(`${origin}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  });
  const { data } = await answer.json();
  return data.access_token;
}

/** In a folder of its own: what a former run remembers must not change this one. */
function judge(environmentFolder, origin, token, folder) {
  const args = [
    ...['run', `${origin}/openapi.json`, '--no-color', '--seed', SEED, '--max-examples', EXAMPLES],
    ...['--phases', 'examples,coverage,fuzzing', '--checks', CHECKS],
    ...['--header', `Authorization: Bearer ${token}`, '--request-timeout', '60', '--suppress-health-check', 'all'],
    ...SELF_DEFEATING.flatMap((operation) => ['--exclude-operation-id', operation]),
  ];
  return new Promise((resolve) => {
    const child = spawn(join(environmentFolder, 'bin', 'st'), args, { stdio: 'inherit', cwd: folder });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const environmentFolder = await pythonEnvironment('contract check', REQUIREMENTS);
const folder = await mkdtemp(join(tmpdir(), 'latchkey-contract-'));
const { child: server, origin } = await startServer(folder);
const code = await judge(environmentFolder, origin, await signIn(origin), folder);
server.removeAllListeners('exit');
const isOver = new Promise((resolve) => server.once('exit', resolve));
server.kill('SIGTERM');
await isOver;
await rm(folder, { recursive: true, force: true });
process.exit(code);
