import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import {
  CallToolResultSchema,
  ListResourcesResultSchema,
  ListResourceTemplatesResultSchema,
  ListToolsResultSchema,
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
    const agreed = this.client.connect(this.transport, { timeout: connectMs, signal });
    agreed.catch(() => undefined);
    await Promise.race([agreed, aborted(signal)]);
  }

  async tools(signal: AbortSignal): Promise<Tool[]> {
    if (!this.client.getServerCapabilities()?.tools) return [];
    const options = { timeout: this.options.limits.connectMs, signal };
    return this.pages(MOST_TOOLS, async (params) => {
      const answer = await this.client.request({ method: 'tools/list', params }, ListToolsResultSchema, options);
      return { items: answer.tools, next: answer.nextCursor };
    });
  }

  /** @throws Error, whatever went wrong */
  async call(name: string, given: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<CallToolResult> {
    const params = { name, arguments: { ...given } };
    return this.asked(() =>
      this.client.request({ method: 'tools/call', params }, CallToolResultSchema, this.within(signal)),
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
      this.asked(async () => {
        const request = { method: 'resources/list' as const, params };
        const answer = await this.client.request(request, ListResourcesResultSchema, this.within(signal));
        return { items: answer.resources, next: answer.nextCursor };
      }),
    );
  }

  resourceTemplates(signal: AbortSignal): Promise<ResourceTemplate[]> {
    if (!this.resourceCapabilities) return Promise.resolve([]);
    return this.pages(MOST_RESOURCES, (params) =>
      this.asked(async () => {
        const request = { method: 'resources/templates/list' as const, params };
        const answer = await this.client.request(request, ListResourceTemplatesResultSchema, this.within(signal));
        return { items: answer.resourceTemplates, next: answer.nextCursor };
      }),
    );
  }

  readResource(uri: string, signal: AbortSignal): Promise<ReadResourceResult> {
    const request = { method: 'resources/read' as const, params: { uri } };
    return this.asked(() => this.client.request(request, ReadResourceResultSchema, this.within(signal)));
  }

  /** Asks from time to time whether the server is still there, until the signal says to stop or it is not. */
  async watch(signal: AbortSignal): Promise<void> {
    const { pingMs, pingAnswerMs } = this.options.limits;
    try {
      while (!signal.aborted) {
        await pause(pingMs, undefined, { signal, ref: false });
        await this.client.ping({ timeout: pingAnswerMs, signal });
      }
    } catch (error) {
      this.lose(error as Error);
    }
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

  private within(signal: AbortSignal) {
    const { callMs } = this.options;
    return { signal, timeout: callMs, maxTotalTimeout: callMs };
  }

  /** A session that the server no longer knows, or a server that is not there, means a new connection. */
  private async asked<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
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

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
