import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What a server does with each message that it is sent; `id` is that of the message. */
export type McpHostility = (response: ServerResponse, message: { id?: number; method?: string }) => void;

const MEGABYTE = 1024 * 1024;
const BLOCK = 'x'.repeat(64 * 1024);
const BOMB = gzipSync(Buffer.alloc(64 * MEGABYTE));
const PING = JSON.stringify({ jsonrpc: '2.0', id: BLOCK.slice(0, 200), method: 'ping' });
const CHANGED = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' });

/** Writes for ever, no faster than the other side reads. */
function flood(response: ServerResponse, block: string | Buffer): void {
  const more = (): void => {
    while (!response.destroyed) if (!response.write(block)) return;
  };
  response.on('drain', more);
  more();
}

const asStream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });
const asJson = (response: ServerResponse, more: Record<string, string> = {}) =>
  response.writeHead(200, { 'content-type': 'application/json', ...more });

const said = (id: number | undefined, result: object) => JSON.stringify({ jsonrpc: '2.0', id, result });

/** What a server may do that is asked for a tool's result. */
export const MCP_HOSTILITIES = {
  endless_line: (response) => flood(asStream(response), BLOCK),
  endless_event: (response) => flood(asStream(response), `data: ${BLOCK}\n`),
  endless_events: (response) => flood(asStream(response), `data: ${CHANGED}\n\n`.repeat(500)),
  endless_returns: (response) => flood(asStream(response), `data: ${CHANGED}\r\r`.repeat(500)),
  endless_questions: (response) => flood(asStream(response), `data: ${PING}\n\n`.repeat(200)),
  endless_body: (response) => flood(asJson(response), BLOCK),
  batch_of_questions: (response) => asJson(response).end(`[${`${PING},`.repeat(10_000)}${PING}]`),
  batch_of_many: (response) => asJson(response).end(`[${'[],'.repeat(MEGABYTE)}[]]`),
  nested_without_end: (response) => asJson(response).end('['.repeat(3 * MEGABYTE)),
  gzip_bomb: (response) => asJson(response, { 'content-encoding': 'gzip' }).end(BOMB),
  huge_error: (response) => response.writeHead(500, { 'content-type': 'text/plain' }).end(BLOCK.repeat(60)),
  reset: (response) => response.destroy(),
  silence: () => undefined,
} satisfies Record<string, McpHostility>;

export interface HostileMcpServer {
  url: string;
  close(): Promise<void>;
}

/** A server that connects well and has one tool, `harm`; it takes no answer to what it asks, and never ends a stream. */
export async function startHostileMcpServer(harm: McpHostility): Promise<HostileMcpServer> {
  const server = createServer((request, response) => {
    if (request.method === 'GET') asStream(response).flushHeaders();
    else if (request.method === 'POST') void answer(request, response, harm);
    else response.writeHead(405).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, harm: McpHostility): Promise<void> {
  const message = await messageIn(request);
  const { id, method } = message;
  if (method === 'initialize') {
    const result = {
      protocolVersion: '2025-06-18',
      capabilities: { tools: {} },
      serverInfo: { name: 'hostile', version: '1' },
    };
    asJson(response).end(said(id, result));
  } else if (method === 'tools/list')
    asJson(response).end(said(id, { tools: [{ name: 'harm', inputSchema: { type: 'object' } }] }));
  else if (method === 'tools/call') harm(response, message);
  else if (method !== undefined) response.writeHead(202).end();
}

async function messageIn(request: IncomingMessage): Promise<{ id?: number; method?: string }> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as { id?: number; method?: string };
}
