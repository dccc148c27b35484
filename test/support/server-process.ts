import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import request from 'supertest';
import { TEST_SECRET_KEY } from './test-app.js';

export interface ServerProcess {
  url: string;
  http: ReturnType<typeof request>;
  /** Stops it where it is, or lets it go on, for SIGSTOP and SIGCONT. */
  signal(name: NodeJS.Signals): void;
  /** Without a word, as the kernel does it. */
  kill(): Promise<void>;
  /** As an operator does it. @returns the exit code */
  stop(): Promise<number | null>;
}

/** Those that a failed test has left would keep the whole run from ending. */
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** The server of the last build in a process of its own, which can be killed. A `DATA_DIR` that is given outlives it. */
export async function startServerProcess(
  databaseUrl: string,
  environment: Record<string, string>,
): Promise<ServerProcess> {
  const folder = environment['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'latchkey-test-')));
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      SECRET_KEY: TEST_SECRET_KEY,
      PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const url = await addressOf(child);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    if (environment['DATA_DIR'] === undefined) await rm(folder, { recursive: true });
    return code;
  };
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  return { url, http: request(url), signal, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      const [, address] = /is ready: (\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
  });
}
