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
const endings = [];
let stopping = null;

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

/** The next message of a module that we started; fails when it ends instead. */
export function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const onMessage = (message) => {
      child.off('exit', onExit);
      resolve(message);
    };
    const onExit = (code) => {
      child.off('message', onMessage);
      reject(new Error(`${child.spawnargs.at(-1)} ended with ${code}`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
  });
}

/** Starts a server of this folder. @returns its process and port */
export async function forkServer(file, environment = {}) {
  const child = forkModule(file, environment);
  const { port } = await nextMessage(child);
  return { pid: child.pid, port };
}

/** Starts a program and waits for a line that matches. @returns its process and the match */
export async function startProgram(name, command, environment, ready) {
  const [file, ...args] = command;
  const env = { ...process.env, ...NO_PROXY, ...environment };
  const child = keep(spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  return { pid: child.pid, match: await waitForLine(name, child, ready) };
}

function waitForLine(name, child, ready) {
  const streams = [child.stdout, child.stderr];
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} is not ready in time:\n${said}`)), READY_MS);
    const fail = (why) => {
      clearTimeout(timer);
      reject(new Error(`${name} ${why}:\n${said}`));
    };
    const listen = (chunk) => {
      said += chunk;
      const found = ready.exec(said);
      if (!found) return;
      clearTimeout(timer);
      // What it says from now on is read, so that it never waits for us, and dropped.
      for (const stream of streams) stream.off('data', listen).resume();
      resolve(found);
    };
    child.once('error', (error) => fail(`can't be started (${error.message})`));
    child.once('exit', (code) => fail(`ended with ${code}`));
    for (const stream of streams) stream.on('data', listen);
  });
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

/** What else has to end with the run, after the processes that use it. */
export function atEnd(end) {
  endings.push(end);
}

/** Ends everything, the youngest first; once, however often it is asked for. */
export function stopAll() {
  stopping ??= stopChildren().then(async () => {
    for (const end of endings.reverse()) await end();
  });
  return stopping;
}

async function stopChildren() {
  for (const child of [...running].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GOODBYE_MS);
    await ended;
    clearTimeout(timer);
  }
}
