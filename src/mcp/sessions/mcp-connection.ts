import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SseError } from '@modelcontextprotocol/sdk/client/sse.js';
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
} from '@modelcontextprotocol/sdk/types.js';
import { ProviderCallError } from '../../providers/provider-call-error.js';
import type { McpLimits } from './mcp-limits.js';
import { ToolList } from './tool-list.js';

export interface ConnectionOptions {
  callMs: number;
  limits: McpLimits;
  /** Frees what the transport stands on. */
  release(): Promise<void>;
}

const CLOSED = 'The server closed the connection';
const MOST_PAGES = 20;
const MOST_RESOURCES = 1_000;
/** Of resources that are listed together. */
const MOST_CHARACTERS = 1024 * 1024;
/** Of what a server says of itself, which is kept as long as the connection. */
const MOST_INTRODUCTION = 256 * 1024;
const GOODBYE_MS = 1_000;

/** A server that we speak to, until it is lost or closed. */
export class McpConnection {
  /** Resolves with the reason once the connection is of no use any more. */
  readonly lost: Promise<Error>;
  /** Called when the server says that its tools changed. */
  onToolsChanged: () => void = () => undefined;
  private tellLost: (reason: Error) => void = () => undefined;
  /** Ends what is being asked. */
  private readonly gone = new AbortController();
  private hasAgreed = false;
  private isClosed = false;

  constructor(
    private readonly client: Client,
    private readonly transport: Transport,
    private readonly options: ConnectionOptions,
  ) {
    this.lost = new Promise((resolve) => (this.tellLost = resolve));
    client.onclose = () => {
      // While agreeing it is the SDK that closes, for a reason that it throws.
      if (this.hasAgreed) this.lose(new Error(CLOSED));
    };
    client.onerror = (error) => {
      // All else that is told here is about one message, late answers too; the stream of the older transport is all.
      if (error instanceof SseError) this.lose(error);
    };
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => this.onToolsChanged());
  }

  /** @throws Error when the server does not speak the protocol, or not in time */
  async agree(signal: AbortSignal): Promise<void> {
    const { connectMs } = this.options.limits;
    await this.underOwnSignal(signal, async (own) => {
      const agreed = this.client.connect(this.transport, { timeout: connectMs, signal: own });
      agreed.catch(() => undefined);
      await Promise.race([agreed, aborted(own)]);
    });
    const { client } = this;
    this.hasAgreed = true;
    if (!client.transport) throw new Error(CLOSED);
    const introduction = [client.getServerVersion(), client.getServerCapabilities(), client.getInstructions()];
    if (JSON.stringify(introduction).length > MOST_INTRODUCTION) throw new Error('The server says too much of itself');
  }

  async tools(signal: AbortSignal): Promise<ToolList> {
    const list = new ToolList();
    if (!this.client.getServerCapabilities()?.tools) return list;
    const timeout = this.options.limits.connectMs;
    await this.pages((params) =>
      this.underOwnSignal(signal, async (own) => {
        const options = { timeout, signal: own };
        const answer = await this.client.request({ method: 'tools/list', params }, ListToolsResultSchema, options);
        return list.add(answer.tools) ? answer.nextCursor : undefined;
      }),
    );
    return list;
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

  async resources(signal: AbortSignal): Promise<Resource[]> {
    const found = new Found<Resource>();
    if (!this.resourceCapabilities) return found.items;
    await this.pages((params) =>
      this.asked(signal, async (own) => {
        const request = { method: 'resources/list' as const, params };
        const answer = await this.client.request(request, ListResourcesResultSchema, this.within(own));
        return found.add(answer.resources) ? answer.nextCursor : undefined;
      }),
    );
    return found.items;
  }

  async resourceTemplates(signal: AbortSignal): Promise<ResourceTemplate[]> {
    const found = new Found<ResourceTemplate>();
    if (!this.resourceCapabilities) return found.items;
    await this.pages((params) =>
      this.asked(signal, async (own) => {
        const request = { method: 'resources/templates/list' as const, params };
        const answer = await this.client.request(request, ListResourceTemplatesResultSchema, this.within(own));
        return found.add(answer.resourceTemplates) ? answer.nextCursor : undefined;
      }),
    );
    return found.items;
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
        await this.underOwnSignal(signal, (own) => this.ping({ timeout: pingAnswerMs, signal: own }));
      }
    } catch (error) {
      this.lose(error as Error);
    }
  }

  /** Gives the connection up, and whatever is being asked. */
  lose(reason: Error): void {
    this.tellLost(reason);
    this.gone.abort(reason);
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
      if (!(error instanceof McpError) || isGone(error)) throw error;
    }
  }

  private within(signal: AbortSignal) {
    const { callMs } = this.options;
    return { signal, timeout: callMs, maxTotalTimeout: callMs };
  }

  /** A session that the server no longer knows, or a server that is not there, means a new connection. */
  private async asked<T>(signal: AbortSignal, question: (own: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await this.underOwnSignal(signal, question);
    } catch (error) {
      const isForgotten = error instanceof StreamableHTTPError && error.code === 404;
      if (isForgotten || error instanceof ProviderCallError) this.lose(error);
      throw error;
    }
  }

  /** @param page reads one, and returns where the next begins, if one is wanted */
  private async pages(page: (params: { cursor?: string }) => Promise<string | undefined>): Promise<void> {
    let cursor = await page({});
    for (let count = 1; count < MOST_PAGES && cursor !== undefined; count += 1) cursor = await page({ cursor });
  }

  /**
   * The SDK never takes its listeners off a signal, and tells the server of a request's end when the signal says stop
   * long after its answer: so each question gets a signal of its own.
   */
  private async underOwnSignal<T>(signal: AbortSignal, question: (own: AbortSignal) => Promise<T>): Promise<T> {
    const own = new AbortController();
    const causes = [signal, this.gone.signal];
    const stop = (): void => own.abort(causes.find(({ aborted }) => aborted)?.reason);
    if (causes.some(({ aborted }) => aborted)) stop();
    for (const cause of causes) cause.addEventListener('abort', stop, { once: true });
    try {
      return await question(own.signal);
    } catch (error) {
      if (own.signal.aborted && isGone(error)) own.signal.throwIfAborted();
      throw error;
    } finally {
      for (const cause of causes) cause.removeEventListener('abort', stop);
    }
  }
}

/** Whether it is how the SDK tells that there was no answer. */
function isGone(error: unknown): boolean {
  return error instanceof McpError && GONE_CODES.has(error.code);
}

const GONE_CODES = new Set<number>([ErrorCode.ConnectionClosed, ErrorCode.RequestTimeout]);

/** Things that a server lists, as many as are kept. */
class Found<T> {
  readonly items: T[] = [];
  private characters = 0;

  /** @returns whether more can be taken */
  add(listed: readonly T[]): boolean {
    for (const item of listed) {
      this.characters += JSON.stringify(item).length;
      if (this.characters > MOST_CHARACTERS || this.items.length >= MOST_RESOURCES) return false;
      this.items.push(item);
    }
    return true;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
