import { Injectable, Logger } from '@nestjs/common';
import { TenantDb } from '../../../database/tenant-db.js';
import { flagIn, numberIn, textIn } from '../../bot-config.js';
import { BotInbox } from '../../messages/bot-inbox.js';
import { BotMessagesRepository } from '../../messages/bot-messages.repository.js';
import type { SessionType } from '../../messages/inbound.js';
import { DuplicateMessageError, QueueFullError, SyncInProgressError } from '../../messages/message.errors.js';
import { MessageWorker } from '../../messages/message-worker.js';
import { PipelineDirectory } from '../../../pipelines/pipeline-directory.js';
import type { BotReceiver, IngressAnswer, IngressRequest, OpenBot } from '../bot-adapter.js';
import { BadHttpBotRequestError, readContent, readFields, readSession } from './http-bot-request.js';
import { SIGNATURE_HEADER, signatureProblem, TIMESTAMP_HEADER } from './signature.js';

const IDEMPOTENCY_HEADER = 'x-lb-idempotency-key';
const LONGEST_KEY = 200;
/** A request that waits does so for this many of the callback's time-outs. */
const SYNC_TIMEOUTS = 4;

const refusal = (status: number, code: number, msg: string): IngressAnswer => ({
  status,
  body: { code, msg, data: null },
});

/** What is posted to an HTTP bot. Codes and shapes are LangBot's (`http_bot`, 4.10.3). */
@Injectable()
export class HttpBotReceiver implements BotReceiver {
  readonly adapter = 'http_bot';
  private readonly logger = new Logger('Bots');

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly inbox: BotInbox,
    private readonly messages: BotMessagesRepository,
    private readonly worker: MessageWorker,
    private readonly pipelines: PipelineDirectory,
  ) {}

  refuseStranger(open: OpenBot, request: IngressRequest): IngressAnswer | null {
    const unsigned = this.signatureProblem(open, request);
    return unsigned === null ? null : refusal(401, 40101, unsigned);
  }

  async receive(open: OpenBot, request: IngressRequest): Promise<IngressAnswer> {
    try {
      if (request.method !== 'POST') throw new BadHttpBotRequestError('Only POST is supported');
      if (request.path === '') return await this.take(open, request);
      if (request.path === 'sync') return await this.answerNow(open, request);
      if (request.path === 'reset') return await this.reset(open, request);
      throw new BadHttpBotRequestError('Unknown path: use /sync, /reset or none');
    } catch (error) {
      return this.refuse(error);
    }
  }

  private signatureProblem({ config }: OpenBot, { headers, body }: IngressRequest): string | null {
    if (!flagIn(config, 'signature_required', true)) return null;
    const [timestamp, signature] = [headers[TIMESTAMP_HEADER], headers[SIGNATURE_HEADER]].map((value) =>
      Array.isArray(value) ? undefined : value,
    );
    return signatureProblem(textIn(config, 'inbound_secret'), timestamp, signature, body, Date.now() / 1000);
  }

  private async take(open: OpenBot, request: IngressRequest): Promise<IngressAnswer> {
    const message = await this.accept(open, request, false);
    const id = `in_${message.id.replaceAll('-', '')}`;
    const data = { session_id: message.sessionId, accepted_message_id: id, aggregating: true };
    return { status: 202, body: { code: 0, msg: 'accepted', data } };
  }

  private async answerNow(open: OpenBot, request: IngressRequest): Promise<IngressAnswer> {
    const message = await this.accept(open, request, true);
    const seconds = SYNC_TIMEOUTS * numberIn(open.config, 'callback_timeout', 15);
    const said = await this.worker.answerNow(open, message, AbortSignal.timeout(seconds * 1000));
    const data = {
      session_id: message.sessionId,
      reply_to: `in_${message.id.replaceAll('-', '')}`,
      message: said === '' ? [] : [{ type: 'Plain', text: said }],
    };
    return { status: 200, body: { code: 0, msg: 'ok', data } };
  }

  private async reset({ bot, config }: OpenBot, { body }: IngressRequest): Promise<IngressAnswer> {
    const session = readSession(readFields(body), defaultType(config));
    await this.tenantDb.run(bot.tenantId, (tx) => this.messages.failQueued(tx, bot, session, 'The session was reset'));
    const origin = `bot:${bot.id}`;
    const removed =
      bot.pipelineId !== null && (await this.pipelines.forget(bot.tenantId, bot.pipelineId, { origin, ...session }));
    return { status: 200, body: { code: 0, msg: 'reset', data: { session_id: session.id, removed } } };
  }

  private accept({ bot, config }: OpenBot, { headers, body }: IngressRequest, isSync: boolean) {
    const fields = readFields(body);
    const inbound = { session: readSession(fields, defaultType(config)), content: readContent(fields) };
    const key = headers[IDEMPOTENCY_HEADER];
    if (Array.isArray(key) || (key?.length ?? 0) > LONGEST_KEY)
      throw new BadHttpBotRequestError(`X-LB-Idempotency-Key must have at most ${LONGEST_KEY} characters`);
    return this.inbox.accept(bot, inbound, { isSync, ...(key ? { key: `key:${key}` } : {}) });
  }

  private refuse(error: unknown): IngressAnswer {
    if (error instanceof BadHttpBotRequestError) return refusal(400, 40001, error.message);
    if (error instanceof DuplicateMessageError || error instanceof SyncInProgressError)
      return refusal(409, 40901, error.message);
    if (error instanceof QueueFullError) return refusal(503, 50301, error.message);
    this.logger.error(`An HTTP bot failed: ${error instanceof Error ? error.stack : String(error)}`);
    return refusal(500, 50001, 'Internal server error');
  }
}

function defaultType(config: OpenBot['config']): SessionType {
  return textIn(config, 'default_session_type', 'person') as SessionType;
}
