import { setTimeout as pause } from 'node:timers/promises';
import { jittered } from '../../kernel/jitter.js';
import { messageOf } from '../../kernel/message-of.js';
import type { OpenMcpServer } from '../mcp-vault.js';
import type { McpToolResult } from '../mcp-tools.js';
import { McpServerRefusedError, StdioForbiddenError } from '../mcp-server.errors.js';
import { secretsIn } from '../server-arguments.js';
import type { McpConnection } from './mcp-connection.js';
import type { McpConnector } from './mcp-connector.js';
import type { McpLimits } from './mcp-limits.js';
import { SessionLog } from './session-log.js';
import type { ServerTool } from './tool-list.js';
import { toolResult } from './tool-result.js';

export type SessionPhase = 'connect' | 'tools' | 'session';

/** How a session fares. */
export interface SessionState {
  status: 'connecting' | 'connected' | 'error';
  tools: readonly ServerTool[];
  errorMessage: string | null;
  errorPhase: SessionPhase | null;
  /** Failures in a row. */
  retryCount: number;
}

/** Questions that a server is asked at the same time. */
const MOST_AT_ONCE = 8;

/** Keeps one server connected until it is told to stop: connects again, with longer and longer pauses, when that fails. */
export class McpSession {
  readonly log: SessionLog;
  state: SessionState = { status: 'connecting', tools: [], errorMessage: null, errorPhase: null, retryCount: 0 };
  private readonly stopping = new AbortController();
  private connection: McpConnection | null = null;
  private running: Promise<void> | null = null;
  private retryNow: () => void = () => undefined;
  private asking = 0;
  /** In a row; a connection that is lost soon counts too. */
  private failures = 0;

  constructor(
    readonly opened: OpenMcpServer,
    private readonly connector: McpConnector,
    private readonly limits: McpLimits,
    log: SessionLog | undefined,
  ) {
    const secrets = secretsIn(opened.arguments);
    this.log = log ?? new SessionLog(secrets);
    this.log.hide(secrets);
  }

  /** @param waitMs before the first try */
  start(waitMs = 0): void {
    this.running = this.run(waitMs);
  }

  /** Ends the session; never rejects. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The session was ended'));
    await this.running;
  }

  /** Does not wait any longer for the next try. */
  retry(): void {
    this.retryNow();
  }

  /** Never throws for what the server does wrong: that is a result which says so. */
  async call(name: string, given: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<McpToolResult> {
    if (!this.state.tools.some((tool) => tool.name === name)) return failed(`There is no tool ${name}`);
    try {
      return await this.ask(async (connection) => toolResult(await connection.call(name, given, signal)));
    } catch (error) {
      const says = signal.aborted ? 'The call was stopped' : this.log.shown(failureText(error));
      this.log.write('warning', `Tool ${name} failed: ${says}`);
      return failed(says);
    }
  }

  /** @throws McpServerRefusedError when the server is not connected, or does something wrong */
  async ask<T>(question: (connection: McpConnection) => Promise<T>): Promise<T> {
    const { connection } = this;
    if (!connection) throw new McpServerRefusedError('The MCP server is not connected');
    if (this.asking >= MOST_AT_ONCE) throw new McpServerRefusedError('The MCP server is busy');
    this.asking += 1;
    try {
      return await question(connection);
    } catch (error) {
      throw new McpServerRefusedError(this.log.shown(failureText(error)));
    } finally {
      this.asking -= 1;
    }
  }

  private async run(waitMs: number): Promise<void> {
    const { signal } = this.stopping;
    await this.wait(waitMs);
    while (!signal.aborted) {
      let phase: SessionPhase = 'connect';
      try {
        await this.hold((next) => (phase = next));
      } catch (error) {
        if (signal.aborted) break;
        await this.fail(error, phase);
      }
    }
    this.log.write('info', 'Ended');
  }

  /** Connects, and keeps the connection until it is lost: then it throws. */
  private async hold(enter: (phase: SessionPhase) => void): Promise<void> {
    const { signal } = this.stopping;
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(this.limits.connectMs)]);
    const connection = await this.connector.open(
      { mode: this.opened.server.mode, arguments: this.opened.arguments },
      this.log,
      inTime,
    );
    const over = new AbortController();
    const leave = (): void => connection.lose(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    try {
      enter('tools');
      let isStale = false;
      connection.onToolsChanged = () => (isStale = true);
      await this.readTools(connection, inTime);
      enter('session');
      this.connection = connection;
      this.log.write('info', `Connected; ${this.state.tools.length} tools`);
      this.keepTools(connection, over.signal);
      if (isStale) connection.onToolsChanged();
      void connection.watch(over.signal);
      signal.throwIfAborted();
      const since = performance.now();
      const reason = await connection.lost;
      if (performance.now() - since >= this.limits.steadyMs) this.failures = 0;
      throw reason;
    } finally {
      this.connection = null;
      signal.removeEventListener('abort', leave);
      over.abort();
      await connection.close();
    }
  }

  private async readTools(connection: McpConnection, signal: AbortSignal): Promise<void> {
    const { tools, complaints } = await connection.tools(signal);
    for (const complaint of complaints) this.log.write('warning', complaint);
    this.state = { status: 'connected', tools, errorMessage: null, errorPhase: null, retryCount: 0 };
  }

  /** However often a server says that its tools changed, they are read one time after another, with pauses. */
  private keepTools(connection: McpConnection, signal: AbortSignal): void {
    let isStale = false;
    let reading: Promise<void> | null = null;
    const read = async (): Promise<void> => {
      while (isStale && !signal.aborted) {
        isStale = false;
        await this.readTools(connection, signal);
        await pause(this.limits.refreshMs, undefined, { signal, ref: false });
      }
    };
    connection.onToolsChanged = () => {
      isStale = true;
      reading ??= read()
        .catch((error: unknown) => {
          if (!signal.aborted) this.log.write('warning', `The tools could not be read: ${failureText(error)}`);
        })
        .finally(() => (reading = null));
    };
  }

  private async fail(error: unknown, phase: SessionPhase): Promise<void> {
    this.failures += 1;
    const retryCount = this.failures;
    const errorMessage = this.log.shown(failureText(error));
    this.state = { status: 'error', tools: [], errorMessage, errorPhase: phase, retryCount };
    const waitMs = error instanceof StdioForbiddenError ? this.limits.longestRetryMs : this.backOffMs(retryCount);
    this.log.write('error', `${errorMessage}; next try in ${Math.max(1, Math.round(waitMs / 1000))} s`);
    await this.wait(waitMs);
  }

  private backOffMs(failures: number): number {
    const { firstRetryMs, longestRetryMs } = this.limits;
    const whole = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 20));
    return Math.round(jittered(whole));
  }

  private async wait(milliseconds: number): Promise<void> {
    const skip = new AbortController();
    this.retryNow = () => skip.abort();
    const signal = AbortSignal.any([skip.signal, this.stopping.signal]);
    await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
    this.retryNow = () => undefined;
  }
}

function failed(text: string): McpToolResult {
  return { text, isError: true };
}

/** In words for people; a time-out of the platform has none. */
export function failureText(error: unknown): string {
  return error instanceof Error && error.name === 'TimeoutError' ? 'No answer in time' : messageOf(error);
}
