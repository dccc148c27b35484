import { Injectable } from '@nestjs/common';
import type { jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport, StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { AppConfig } from '../../config/app-config.js';
import { VERSION } from '../../health/version.js';
import { OutboundGuard } from '../../providers/outbound-guard.js';
import type { McpMode } from '../mcp-server.entity.js';
import { StdioForbiddenError } from '../mcp-server.errors.js';
import type { ServerArguments } from '../server-arguments.js';
import { Inflow } from './inflow.js';
import { McpConnection } from './mcp-connection.js';
import { McpLimits } from './mcp-limits.js';
import { ProcessTransport } from './process-transport.js';
import { serverFetch } from './server-fetch.js';
import type { SessionLog } from './session-log.js';

/** Where a server is and how it is spoken to. */
export interface McpTarget {
  mode: McpMode;
  arguments: ServerArguments;
}

type HttpMode = 'sse' | 'http';

/** Statuses by which a server of the older transport refuses the newer one. */
const OTHER_TRANSPORT = new Set([400, 404, 405, 406, 415, 501]);

/** Opens connections to servers. */
@Injectable()
export class McpConnector {
  constructor(
    private readonly config: AppConfig,
    private readonly limits: McpLimits,
  ) {}

  /**
   * A connection that has agreed on the protocol. Whoever opens it closes it.
   * @throws Error, whatever the server did wrong
   */
  async open({ mode, arguments: given }: McpTarget, log: SessionLog, signal: AbortSignal): Promise<McpConnection> {
    if (mode === 'stdio') return this.openProcess(given, log, signal);
    if (mode !== 'remote') return this.openHttp(mode, given, log, signal);
    try {
      return await this.openHttp('http', given, log, signal);
    } catch (error) {
      if (signal.aborted || !speaksOtherTransport(error)) throw error;
      log.write('info', 'No streamable HTTP there; trying SSE');
      return this.openHttp('sse', given, log, signal);
    }
  }

  private openProcess(given: ServerArguments, log: SessionLog, signal: AbortSignal): Promise<McpConnection> {
    if (!this.config.allowsStdioMcp) throw new StdioForbiddenError(false);
    const inflow = new Inflow(this.limits);
    const transport = new ProcessTransport({
      command: given.command ?? '',
      args: given.args ?? [],
      env: given.env ?? {},
      messageBytes: this.limits.messageBytes,
      inflow,
      onComplaint: (text) => log.write('debug', text),
    });
    return this.agree(transport, inflow, given, () => Promise.resolve(), signal);
  }

  /** Each connection has sockets of its own: no server can use up another's, and closing leaves none behind. */
  private openHttp(
    mode: HttpMode,
    given: ServerArguments,
    log: SessionLog,
    signal: AbortSignal,
  ): Promise<McpConnection> {
    const guard = new OutboundGuard({ allow: this.config.outboundAllow });
    const inflow = new Inflow(this.limits);
    const fetch = serverFetch(guard.dispatcher, this.limits, inflow, this.callMs(given));
    const options = { fetch, requestInit: { headers: { ...given.headers } } };
    const url = new URL(given.url ?? '');
    const transport =
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- servers that speak nothing newer exist
      mode === 'sse' ? new SSEClientTransport(url, options) : new StreamableHTTPClientTransport(url, options);
    log.write('debug', `Connecting by ${mode === 'sse' ? 'SSE' : 'streamable HTTP'}`);
    return this.agree(transport, inflow, given, () => guard.close(), signal);
  }

  private async agree(
    transport: Transport,
    inflow: Inflow,
    given: ServerArguments,
    release: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<McpConnection> {
    const client = new Client({ name: 'latchkey', version: VERSION }, { jsonSchemaValidator: TRUSTING });
    const connection = new McpConnection(client, transport, {
      callMs: this.callMs(given),
      limits: this.limits,
      release,
    });
    inflow.onExcess = (reason) => connection.lose(reason);
    try {
      await connection.agree(signal);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  private callMs({ timeout }: ServerArguments): number {
    return timeout === undefined ? this.limits.callMs : Math.ceil(timeout * 1000);
  }
}

/** Answers are not held to schemas of the server's own: those may take for ever. */
const TRUSTING: jsonSchemaValidator = {
  getValidator: () => (data: unknown) => ({ valid: true, data: data as never, errorMessage: undefined }),
};

function speaksOtherTransport(error: unknown): boolean {
  return error instanceof StreamableHTTPError && (error.code === -1 || OTHER_TRANSPORT.has(error.code ?? 0));
}
