import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer as SdkServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';
import type { Actor } from '../../support/actors.js';
import type { TestApp } from '../../support/test-app.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server on loopback. */
export class Loopback {
  readonly seen: { method: string; headers: IncomingHttpHeaders }[] = [];

  private constructor(private readonly server: Server) {}

  static async answering(answer: Answer): Promise<Loopback> {
    const server = createServer();
    const loopback = new Loopback(server);
    server.on('request', (request, response) => {
      loopback.seen.push({ method: request.method ?? '', headers: request.headers });
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return loopback;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/mcp`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The SDK's own server with a few tools, streamable HTTP, without sessions. */
export function toolServer(): Promise<Loopback> {
  return Loopback.answering((request, response) => {
    void answerAsServer(request, response);
  });
}

async function answerAsServer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(405).end();
    return;
  }
  const server = new SdkServer({ name: 'tools', version: '1.0.0' });
  server.registerTool('add', { description: 'Adds', inputSchema: { a: z.number(), b: z.number() } }, ({ a, b }) => ({
    content: [{ type: 'text', text: String(a + b) }],
  }));
  server.registerTool('picture', { description: 'Draws' }, () => ({
    content: [{ type: 'image', data: 'AAAA', mimeType: 'image/png' }],
  }));
  server.registerTool('flood', { description: 'Says too much' }, () => ({
    content: [{ type: 'text', text: 'x'.repeat(200_000) }],
  }));
  server.registerTool('sleep', { description: 'Never answers' }, () => new Promise(() => undefined));
  server.registerResource('notes', 'memo://notes', {}, () => ({
    contents: [{ uri: 'memo://notes', text: 'Remember' }],
  }));
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined as never });
  response.on('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response);
}

/** The routes of a tenant's MCP servers, on behalf of somebody. */
export function mcpApi({ http }: TestApp, { headers }: { headers: Actor['headers'] | Record<string, string> }) {
  const path = (name: string, rest = '') => `/api/v1/mcp/servers/${encodeURIComponent(name)}${rest}`;
  return {
    list: () => http.get('/api/v1/mcp/servers').set(headers),
    create: (body: object) => http.post('/api/v1/mcp/servers').set(headers).send(body),
    get: (name: string, rest = '') => http.get(path(name, rest)).set(headers),
    update: (name: string, body: object) => http.put(path(name)).set(headers).send(body),
    remove: (name: string) => http.delete(path(name)).set(headers),
    post: (name: string, rest: string, body: object = {}) => http.post(path(name, rest)).set(headers).send(body),
    task: (id: number) => http.get(`/api/v1/system/tasks/${id}`).set(headers),
  };
}
