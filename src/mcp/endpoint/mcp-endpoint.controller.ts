import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Auth } from '../../http/auth.decorator.js';
import { CurrentPrincipal } from '../../http/current-principal.decorator.js';
import { Plain } from '../../http/response-message.decorator.js';
import { BadInputError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import { OwnMcpServer } from './own-mcp-server.js';

/** JSON-RPC's for what a server does not do. */
const NO_METHOD = { jsonrpc: '2.0', error: { code: -32000, message: 'Method not allowed' }, id: null };

/** Latchkey itself as an MCP server, for clients that are given the address `/mcp` and an API key. */
@ApiTags('MCP')
@Controller('mcp')
@Auth()
export class McpEndpointController {
  constructor(private readonly server: OwnMcpServer) {}

  /**
   * One JSON-RPC message of the Model Context Protocol (streamable HTTP, without sessions). Its tools only read, and
   * need the scopes that the REST API needs for the same: `models:read`, `keys:read`, `usage:read`, `resources:read`.
   */
  @Post()
  @HttpCode(200)
  @Plain()
  @ApiOkResponse({ description: 'The answer to the message', schema: { type: 'object' } })
  async answer(
    @CurrentPrincipal() caller: Principal,
    @Req() request: FastifyRequest,
    @Body() message: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    if (typeof message !== 'object' || message === null || Array.isArray(message))
      throw new BadInputError('The body must be one JSON-RPC message');
    const answer = await this.server.answer(caller, webRequest(request), message);
    void reply.status(answer.status).header('content-type', 'application/json; charset=utf-8');
    const text = await answer.text();
    return text === '' ? undefined : text;
  }

  /** There are no streams: 405. */
  @Get()
  @Plain()
  @ApiOkResponse({ description: 'Never', schema: { type: 'object' } })
  stream(@Res({ passthrough: true }) reply: FastifyReply): object {
    return refuseMethod(reply);
  }

  /** There are no sessions: 405. */
  @Delete()
  @Plain()
  @ApiOkResponse({ description: 'Never', schema: { type: 'object' } })
  endSession(@Res({ passthrough: true }) reply: FastifyReply): object {
    return refuseMethod(reply);
  }
}

function refuseMethod(reply: FastifyReply): object {
  void reply.status(405).header('allow', 'POST');
  return NO_METHOD;
}

/** Only what the transport looks at: neither the credential nor the body, which is parsed already. */
function webRequest({ headers }: FastifyRequest): Request {
  const { accept = '', 'content-type': type = 'application/json', 'mcp-protocol-version': version } = headers;
  return new Request('http://localhost/mcp', {
    method: 'POST',
    headers: { accept, 'content-type': type, ...(version ? { 'mcp-protocol-version': String(version) } : {}) },
  });
}
