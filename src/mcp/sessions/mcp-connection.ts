import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CallToolResultSchema,
  ErrorCode,
  ListResourcesResultSchema,
  ListResourceTemplatesResultSchema,
  ListToolsResultSchema,
  McpError,
  ReadResourceResultSchema,
  ToolListChangedNotificationSchema,
  type CallToolResult,
  type ReadResourceResult,
  type Resource,
  type ResourceTemplate,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { ProviderCallError } from '../../providers/provider-call-error.js';
import type { McpLimits } from './mcp-limits.js';
import { MOST_TOOLS } from './tool-list.js';

export interface ConnectionOptions {
  /** Whether an error of the transport means that the connection is gone. */
  isLostOnError: boolean;
  callMs: number;
  limits: McpLimits;
  /** Frees what the transport stands on. */
  release(): Promise<void>;
}

const MOST_PAGES = 20;
const MOST_RESOURCES = 1_000;
const GOODBYE_MS = 1_000;
/** By which the SDK tells that there was no answer. */
const GONE_CODES = new Set<number>([ErrorCode.ConnectionClosed, ErrorCode.RequestTimeout]);

/** A server that we speak to, until it is lost or closed. */
export class McpConnection {
  /** Resolves with the reason once the connection is of no use any more. */
  readonly lost: Promise<Error>;
  /** Called when the server says that its tools changed. */
  onToolsChanged: () => void = () => undefined;
  private lose: (reason: Error) => void = () => undefined;
  private isClosed = false;

  constructor(
    private readonly client: Client,
    private readonly transport: Transport,
    private readonly options: ConnectionOptions,
  ) {
    this.lost = new Promise((resolve) => (this.lose = resolve));
    client.onclose = () => this.lose(new Error('The server closed the connection'));
    client.onerror = (error) => {
      if (options.isLostOnError) this.lose(error);
    };
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => this.onToolsChanged());
  }

  /** @throws Error when the server does not speak the protocol, or not in time */
  async agree(signal: AbortSignal): Promise<void> {
    const { connectMs } = this.options.limits;
    await underOwnSignal(signal, async (own) => {
      const agreed = this.client.connect(this.transport, { timeout: connectMs, signal: own });
      agreed.catch(() => undefined);
      await Promise.race([agreed, aborted(own)]);
    });
  }

  async tools(signal: AbortSignal): Promise<Tool[]> {
    if (!this.client.getServerCapabilities()?.tools) return [];
    const timeout = this.options.limits.connectMs;
    return this.pages(MOST_TOOLS, (params) =>
      underOwnSignal(signal, async (own) => {
        const options = { timeout, signal: own };
        const answer = await this.client.request({ method: 'tools/list', params }, ListToolsResultSchema, options);
        return { items: answer.tools, next: answer.nextCursor };
      }),
    );
  }

  /** @throws Error, whatever went wrong */
  async call(name: string, given: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<CallToolResult> {
    const params = { name, arguments: { ...given } };
    return this.asked(signal, (own) =>
      this.client.request({ method: 'tools/call', params }, CallToolResultSchema, this.within(own)),
    );
  }

  get resourceCapabilities(): { subscribe: boolean; listChanged: boolean } | null {
    const capabilities = this.client.getServerCapabilities()?.resources;
    return capabilities
      ? { subscribe: capabilities.subscribe === true, listChanged: capabilities.listChanged === true }
      : null;
  }

  resources(signal: AbortSignal): Promise<Resource[]> {
    if (!this.resourceCapabilities) return Promise.resolve([]);
    return this.pages(MOST_RESOURCES, (params) =>
      this.asked(signal, async (own) => {
        const request = { method: 'resources/list' as const, params };
        const answer = await this.client.request(request, ListResourcesResultSchema, this.within(own));
        return { items: answer.resources, next: answer.nextCursor };
      }),
    );
  }

  resourceTemplates(signal: AbortSignal): Promise<ResourceTemplate[]> {
    if (!this.resourceCapabilities) return Promise.resolve([]);
    return this.pages(MOST_RESOURCES, (params) =>
      this.asked(signal, async (own) => {
        const request = { method: 'resources/templates/list' as const, params };
        const answer = await this.client.request(request, ListResourceTemplatesResultSchema, this.within(own));
        return { items: answer.resourceTemplates, next: answer.nextCursor };
      }),
    );
  }

  readResource(uri: string, signal: AbortSignal): Promise<ReadResourceResult> {
    const request = { method: 'resources/read' as const, params: { uri } };
    return this.asked(signal, (own) => this.client.request(request, ReadResourceResultSchema, this.within(own)));
  }

  /** Asks from time to time whether the server is still there, until the signal says to stop or it is not. */
  async watch(signal: AbortSignal): Promise<void> {
    const { pingMs, pingAnswerMs } = this.options.limits;
    try {
      while (!signal.aborted) {
        await pause(pingMs, undefined, { signal, ref: false });
        await underOwnSignal(signal, (own) => this.ping({ timeout: pingAnswerMs, signal: own }));
      }
    } catch (error) {
      this.lose(error as Error);
    }
  }

  /** Gives the connection up, whatever it is doing. */
  abandon(reason: Error): void {
    this.lose(reason);
  }

  /** Says goodbye, and frees everything. Never rejects. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.transport instanceof StreamableHTTPClientTransport) {
      const goodbye = this.transport.terminateSession().catch(() => undefined);
      await Promise.race([goodbye, pause(GOODBYE_MS, undefined, { ref: false })]);
    }
    await this.client.close().catch(() => undefined);
    await this.transport.close().catch(() => undefined);
    await this.options.release().catch(() => undefined);
  }

  /** A refusal is an answer too. */
  private async ping(options: { timeout: number; signal: AbortSignal }): Promise<void> {
    try {
      await this.client.ping(options);
    } catch (error) {
      if (!(error instanceof McpError) || GONE_CODES.has(error.code)) throw error;
    }
  }

  private within(signal: AbortSignal) {
    const { callMs } = this.options;
    return { signal, timeout: callMs, maxTotalTimeout: callMs };
  }

  /** A session that the server no longer knows, or a server that is not there, means a new connection. */
  private async asked<T>(signal: AbortSignal, question: (own: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await underOwnSignal(signal, question);
    } catch (error) {
      const isGone = error instanceof StreamableHTTPError && error.code === 404;
      if (isGone || error instanceof ProviderCallError) this.lose(error);
      throw error;
    }
  }

  private async pages<T>(
    most: number,
    page: (params: { cursor?: string }) => Promise<{ items: T[]; next: string | undefined }>,
  ): Promise<T[]> {
    const found: T[] = [];
    let cursor: string | undefined;
    for (let count = 0; count < MOST_PAGES && found.length <= most; count += 1) {
      const { items, next } = await page(cursor === undefined ? {} : { cursor });
      found.push(...items.slice(0, most + 1));
      if (next === undefined) break;
      cursor = next;
    }
    return found;
  }
}

/**
 * The SDK never takes its listeners off a signal, and tells the server of a request's end when the signal says stop long
 * after its answer: so each question gets a signal of its own.
 */
async function underOwnSignal<T>(signal: AbortSignal, question: (own: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const stop = (): void => own.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await question(own.signal);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
