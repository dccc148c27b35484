import { applyDecorators, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../http/auth.decorator.js';
import { RawBody } from '../../http/raw-body.decorator.js';
import { BotNotFoundError } from '../bot.errors.js';
import { BotIngress } from './bot-ingress.js';

const BotId = () => Param('uuid', new ParseUUIDPipe({ exceptionFactory: () => new BotNotFoundError() }));

const PATHS = [':uuid', ':uuid/*'];
const ANY = { schema: { type: 'object', additionalProperties: true } as const };

/** What bots answer is in the words of their platform; of refusals all have an `error`, or HTTP bots' `code`. */
const STATUSES = {
  200: 'What the platform expects to be told',
  202: 'The message was accepted; answers are called back',
  400: 'Not what the adapter takes',
  401: 'The signature is wrong',
  403: 'The bot is disabled',
  404: 'There is no such bot',
  409: 'The message was sent before, or its session is waiting for an answer',
  413: 'The message is too large',
  429: 'Too many requests to this bot, or of this address to none',
  500: 'The adapter failed',
  501: 'The adapter takes nothing here',
  503: 'Too many messages are waiting',
} as const;

const Answers = () =>
  applyDecorators(
    ...Object.entries(STATUSES).map(([status, description]) =>
      ApiResponse({ status: Number(status), description, ...ANY }),
    ),
  );

/** Where platforms, and clients of HTTP bots, talk to a bot. What they send is judged by its adapter, not by keys. */
@ApiTags('Bot ingress')
@Controller('bots')
@Public()
export class BotIngressController {
  constructor(private readonly ingress: BotIngress) {}

  /** Asks something of a bot, as some platforms do to verify an address. Also below: `/bots/{uuid}/{path}`. */
  @Get(PATHS)
  @RawBody()
  @ApiParam({ name: 'uuid', format: 'uuid' })
  @Answers()
  get(@BotId() uuid: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('GET', uuid, request, reply);
  }

  /**
   * Tells a bot something. HTTP bots take signed messages here, at `/sync` to wait for the answer, and at `/reset` to
   * forget a session; Telegram sends updates here in webhook mode.
   */
  @Post(PATHS)
  @HttpCode(200)
  @RawBody()
  @ApiParam({ name: 'uuid', format: 'uuid' })
  @ApiBody({ required: true, ...ANY })
  @Answers()
  post(@BotId() uuid: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer('POST', uuid, request, reply);
  }

  private async answer(
    method: 'GET' | 'POST',
    uuid: string,
    { url, headers, body, ip }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const path = (url.split('?', 1)[0] ?? '').split('/').slice(3).join('/');
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const answer = await this.ingress.receive(uuid.toLowerCase(), { method, path, headers, body: bytes }, ip);
    void reply.status(answer.status).send(answer.body);
  }
}
