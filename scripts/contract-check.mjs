/**
 * Holds a running server to its own OpenAPI document: Schemathesis makes requests from the document, good and hostile
 * ones, always the same for the same seed, and every answer must be of a documented status, type and shape, and no 5xx.
 * Needs python3 of at least 3.11; run `npm run build` first.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve as resolvePath } from 'node:path';
import process from 'node:process';

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

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) fail(`${command} cannot be run: ${error.message}`);
  if (status !== 0) fail(`${command} ${args.join(' ')} failed`);
}

function demandPython() {
  const { stdout, status } = spawnSync('python3', ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  if (status !== 0) fail('The contract check needs python3 >= 3.11; there is no python3.');
  const [major, minor] = String(stdout).trim().split('.').map(Number);
  if (major < 3 || minor < 11) fail(`The contract check needs python3 >= 3.11; this one is ${String(stdout).trim()}.`);
}

/** The folder of a virtual environment with what the requirements name, made anew whenever they change. */
async function environment() {
  const digest = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex');
  const folder = join('node_modules', '.cache', `contract-${digest.slice(0, 16)}`);
  if (existsSync(join(folder, 'complete'))) return folder;
  await rm(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  run(join(folder, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]);
  run('touch', [join(folder, 'complete')]);
  return folder;
}

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
    const child = spawn(resolvePath(environmentFolder, 'bin', 'st'), args, { stdio: 'inherit', cwd: folder });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

demandPython();
const environmentFolder = await environment();
const folder = await mkdtemp(join(tmpdir(), 'latchkey-contract-'));
const { child: server, origin } = await startServer(folder);
const code = await judge(environmentFolder, origin, await signIn(origin), folder);
server.removeAllListeners('exit');
const isOver = new Promise((resolve) => server.once('exit', resolve));
server.kill('SIGTERM');
await isOver;
await rm(folder, { recursive: true, force: true });
process.exit(code);
