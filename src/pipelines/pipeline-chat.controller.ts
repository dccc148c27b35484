import { Body, Controller, Get, HttpCode, Param, Post, Req, Res, type PipeTransform } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadInputError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { surfaceOf } from '../http/surfaces.js';
import { openAnswerStream } from './debug-chat/answer-stream.js';
import { DebugChat, type DebugMessage } from './debug-chat/debug-chat.js';
import {
  BAD_SESSION_TYPE,
  DebugMessageDto,
  DebugMessageListDto,
  DebugReplyDto,
  DebugResetDto,
  SendDebugMessageDto,
  SESSION_TYPES,
} from './dto/debug-chat.dto.js';
import { PipelineId } from './pipeline-id.decorator.js';
import type { PipelineSession } from './pipeline-runs.js';

type SessionType = PipelineSession['type'];

const SESSION_TYPE_PIPE: PipeTransform<unknown, SessionType> = {
  transform(value) {
    const type = SESSION_TYPES.find((each) => each === value);
    if (type) return type;
    throw new BadInputError(BAD_SESSION_TYPE, {
      problems: [{ field: 'session_type', rule: 'one_of', message: BAD_SESSION_TYPE }],
    });
  },
};

const SessionTypeParam = (): ParameterDecorator => Param('session_type', SESSION_TYPE_PIPE);

/** Talks with a pipeline on trial, as LangBot's console does. Each user has conversations of their own. */
@ApiTags('LangBot pipelines')
@Controller('api/v1/pipelines/:uuid/chat')
@Auth({ scope: 'inference' })
export class PipelineChatController {
  constructor(private readonly chat: DebugChat) {}

  /** Asks the pipeline. With `is_stream` the answer comes as server-sent events; whoever leaves ends the run. */
  @Post('send')
  @HttpCode(200)
  @ApiOkResponse({ type: DebugReplyDto })
  async send(
    @CurrentPrincipal() caller: Principal,
    @PipelineId() uuid: string,
    @Body() input: SendDebugMessageDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const left = new AbortController();
    reply.raw.once('close', () => left.abort());
    const messages = this.chat.send(caller, input.toQuestion(uuid), left.signal);
    if (input.is_stream) {
      const stream = await openAnswerStream(messages, (message) => DebugMessageDto.from(message));
      void reply.header('content-type', 'text/event-stream').header('cache-control', 'no-cache').send(stream);
      return;
    }
    const message = DebugMessageDto.from(await lastOf(messages));
    await reply.send(surfaceOf(request.url).success({ message } satisfies DebugReplyDto, 'ok'));
  }

  /** What the caller and the pipeline said, the oldest first. */
  @Get('messages/:session_type')
  @ApiParam({ name: 'session_type', enum: SESSION_TYPES })
  async list(
    @CurrentPrincipal() caller: Principal,
    @PipelineId() uuid: string,
    @SessionTypeParam() type: SessionType,
  ): Promise<DebugMessageListDto> {
    const messages = await this.chat.list(caller, uuid, type);
    return { messages: messages.map((message) => DebugMessageDto.from(message)) };
  }

  /** Forgets what was said. */
  @Post('reset/:session_type')
  @HttpCode(200)
  @ApiParam({ name: 'session_type', enum: SESSION_TYPES })
  async reset(
    @CurrentPrincipal() caller: Principal,
    @PipelineId() uuid: string,
    @SessionTypeParam() type: SessionType,
  ): Promise<DebugResetDto> {
    await this.chat.reset(caller, uuid, type);
    return { message: 'Session reset successfully' };
  }
}

/** A run ends with its final message, or throws. */
async function lastOf(messages: AsyncIterable<DebugMessage>): Promise<DebugMessage> {
  let last: DebugMessage | null = null;
  for await (const message of messages) last = message;
  if (!last) throw new Error('A run ended without an answer');
  return last;
}
