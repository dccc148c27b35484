import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Auth } from '../../http/auth.decorator.js';
import { CurrentPrincipal } from '../../http/current-principal.decorator.js';
import { Plain } from '../../http/response-message.decorator.js';
import { BadInputError } from '../../kernel/app-error.js';
import type { Principal } from '../../kernel/principal.js';
import { OwnMcpServer } from './own-mcp-server.js';

/** JSON-RPC's for what a server does not do. */
const NO_METHOD = { jsonrpc: '2.0', error: { code: -32000, message: 'Method not allowed' }, id: null };

const METHOD_NOT_ALLOWED = { status: 405, description: 'Always' };

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
  @ApiBody({
    schema: {
      type: 'object',
      required: ['jsonrpc', 'method'],
      properties: {
        jsonrpc: { type: 'string', enum: ['2.0'] },
        id: { oneOf: [{ type: 'string' }, { type: 'integer' }], description: 'None of a notification.' },
        method: { type: 'string', example: 'tools/list' },
        params: { type: 'object', additionalProperties: true },
      },
      example: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_models', arguments: {} } },
    },
  })
  @ApiOkResponse({ description: 'The answer to the message', schema: { type: 'object', additionalProperties: true } })
  @ApiAcceptedResponse({ description: 'A notification: nothing is answered' })
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
  @ApiResponse(METHOD_NOT_ALLOWED)
  stream(@Res({ passthrough: true }) reply: FastifyReply): object {
    return refuseMethod(reply);
  }

  /** There are no sessions: 405. */
  @Delete()
  @Plain()
  @ApiResponse(METHOD_NOT_ALLOWED)
  endSession(@Res({ passthrough: true }) reply: FastifyReply): object {
    return refuseMethod(reply);
  }
}

function refuseMethod(reply: FastifyReply): object {
  void reply.status(405).header('allow', 'POST');
  return NO_METHOD;
}

/**
 * Only what the transport looks at: neither the credential nor the body, which is parsed already. It insists on clients
 * that say they take streams too; as none is ever sent here, those that do not say so are served as well.
 */
function webRequest({ headers }: FastifyRequest): Request {
  const version = headers['mcp-protocol-version'];
  return new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...(version ? { 'mcp-protocol-version': String(version) } : {}),
    },
  });
}
