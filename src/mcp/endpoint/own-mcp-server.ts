import { Injectable, Logger } from '@nestjs/common';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { authorize } from '../../auth/authorization.js';
import { VERSION } from '../../health/version.js';
import { AppError, BadInputError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import { OwnTools, type OwnTool } from './own-tools.js';

/** Latchkey as an MCP server: streamable HTTP without sessions, so that any process can answer any request. */
@Injectable()
export class OwnMcpServer {
  private readonly logger = new Logger('Mcp');

  constructor(private readonly tools: OwnTools) {}

  /** Answers one request, on behalf of whoever sent it. */
  async answer(caller: Principal, request: Request, parsedBody: unknown): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    const server = this.serverFor(caller);
    await server.connect(transport);
    try {
      return await transport.handleRequest(request, { parsedBody });
    } finally {
      await server.close();
    }
  }

  private serverFor(caller: Principal): McpServer {
    const server = new McpServer({ name: 'latchkey', version: VERSION }, { capabilities: { tools: {} } });
    server.server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: this.tools.all.map(shown) }));
    server.server.setRequestHandler(CallToolRequestSchema, ({ params }) =>
      this.call(caller, params.name, params.arguments),
    );
    return server;
  }

  /** What is refused is said as the tool's result: a model can read it there. */
  private async call(caller: Principal, name: string, given: Record<string, unknown> = {}): Promise<CallToolResult> {
    const tool = this.tools.all.find((own) => own.name === name);
    if (!tool) return said(`There is no tool ${name}`, true);
    try {
      authorize(caller, { scope: tool.scope });
      return said(JSON.stringify(await tool.call(caller, argumentOf(tool, given))), false);
    } catch (error) {
      if (error instanceof AppError && error.kind !== 'internal') return said(error.message, true);
      this.logger.error(`Tool ${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return said('Internal error', true);
    }
  }
}

function shown({ name, description, argument }: OwnTool) {
  const properties = argument ? { [argument.name]: { type: 'string', description: argument.description } } : {};
  const required = argument?.isRequired ? [argument.name] : [];
  const inputSchema = { type: 'object' as const, properties, required };
  return { name, description, inputSchema, annotations: { readOnlyHint: true } };
}

function argumentOf({ argument }: OwnTool, given: Record<string, unknown>): string | undefined {
  const value = argument ? given[argument.name] : undefined;
  if (value === undefined && !argument?.isRequired) return undefined;
  if (typeof value !== 'string') throw new BadInputError(`Argument ${argument?.name} must be a string`);
  return value;
}

function said(text: string, isError: boolean): CallToolResult {
  return { content: [{ type: 'text', text }], isError };
}
