import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { getDefaultEnvironment } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Inflow } from './inflow.js';

/** What a child gets to end by itself before it is killed. */
const GRACE_MS = 2_000;

export interface ServerProcess {
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  messageBytes: number;
  inflow: Inflow;
  /** Lines that the process writes to its standard error. */
  onComplaint(text: string): void;
}

/**
 * A server that is a child process, in a process group of its own: whatever it starts ends with it, which the SDK's own
 * transport does not see to. It inherits none of our environment but what a program needs to start.
 */
export class ProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  private readonly buffer: ReadBuffer;
  private child: ChildProcess | null = null;

  constructor(private readonly server: ServerProcess) {
    this.buffer = new ReadBuffer({ maxBufferSize: server.messageBytes });
  }

  start(): Promise<void> {
    const { command, args, env } = this.server;
    const child = spawn(command, args, {
      env: { ...getDefaultEnvironment(), ...env },
      cwd: tmpdir(),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    this.child = child;
    child.stdin.on('error', (error) => this.onerror?.(error));
    child.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
    child.stderr.on('data', (chunk: Buffer) => this.complain(chunk));
    child.on('close', () => this.onclose?.());
    return new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.on('error', (error) => {
        reject(error);
        this.onerror?.(error);
      });
    });
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      const { messageBytes } = this.server;
      if (!this.child?.stdin?.writable) reject(new Error('The process has ended'));
      else if (this.child.stdin.writableLength > messageBytes)
        reject(new Error('The process does not read what it is sent'));
      else this.child.stdin.write(serializeMessage(message), (error) => (error ? reject(error) : resolve()));
    });
  }

  async close(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child?.pid) return;
    const ended = new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
    child.stdin?.end();
    killGroup(child.pid, 'SIGTERM');
    const last = setTimeout(() => killGroup(child.pid, 'SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(last);
    // Whatever it started and left behind; what left its group too is no longer listened to.
    killGroup(child.pid, 'SIGKILL');
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
    this.buffer.clear();
  }

  private receive(chunk: Buffer): void {
    try {
      this.server.inflow.count(chunk.length, 0);
      this.buffer.append(chunk);
      for (let message = this.read(); message !== null; message = this.read()) {
        if (message === undefined) continue;
        this.server.inflow.count(0, 1);
        this.onmessage?.(message);
      }
    } catch (error) {
      this.onerror?.(error as Error);
      void this.close();
    }
  }

  /** Null for none yet; undefined for a line that is no message, of which there may be so many. */
  private read(): JSONRPCMessage | null | undefined {
    try {
      return this.buffer.readMessage();
    } catch (error) {
      this.server.inflow.count(0, 1);
      this.onerror?.(error as Error);
      return undefined;
    }
  }

  private complain(chunk: Buffer): void {
    try {
      this.server.inflow.count(chunk.length, 1);
      this.server.onComplaint(chunk.toString());
    } catch (error) {
      this.onerror?.(error as Error);
      void this.close();
    }
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
