/** The processes that the benchmark starts. All of them end with it, each by its own handle. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { clearTimeout } from 'node:timers';

const READY_MS = 120_000;
const GOODBYE_MS = 15_000;
/** Servers of the benchmark must not leave the machine through a proxy. */
const NO_PROXY = { HTTP_PROXY: '', HTTPS_PROXY: '', ALL_PROXY: '', http_proxy: '', https_proxy: '', all_proxy: '' };

const running = new Set();

function keep(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Starts a module of this folder that speaks with us by messages. */
export function forkModule(file, environment = {}) {
  const path = join(import.meta.dirname, file);
  return keep(fork(path, { env: { ...process.env, ...NO_PROXY, ...environment }, execArgv: [] }));
}

/** Starts a server of this folder. @returns its process and port */
export async function forkServer(file, environment = {}) {
  const child = forkModule(file, environment);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`bench/${file} ended with ${code}`);
  });
  const [{ port }] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {}); // Later on it may end.
  return { pid: child.pid, port };
}

/** Starts a program and waits for a line that matches. @returns its process and the match */
export async function startProgram(name, command, environment, ready) {
  const [file, ...args] = command;
  const env = { ...process.env, ...NO_PROXY, ...environment };
  const child = keep(spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  let said = '';
  const match = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} is not ready in time:\n${said}`)), READY_MS);
    const settle = (act, value) => {
      clearTimeout(timer);
      act(value);
    };
    child.once('error', (error) => settle(reject, error));
    child.once('exit', (code) => settle(reject, new Error(`${name} ended with ${code}:\n${said}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        if (said.length > 100_000) return;
        said += chunk;
        const found = ready.exec(said);
        if (found) settle(resolve, found);
      });
    }
  });
  return { pid: child.pid, match };
}

/** A port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Ends what still runs, the youngest first. */
export async function stopAll() {
  for (const child of [...running].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GOODBYE_MS);
    await ended;
    clearTimeout(timer);
  }
}
