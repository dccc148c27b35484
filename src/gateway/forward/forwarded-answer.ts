import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { ProviderCallError } from '../../providers/provider-call-error.js';
import { connectionFailure } from '../../providers/transport/connection-failure.js';
import type { AnswerHead } from '../../providers/wire/answer-head.js';
import type { AnswerTaker, OngoingCall } from '../../providers/wire/wire-call.js';
import { answerHead, ownHead } from '../answer-head.js';
import { MOST_REFUSAL_BYTES, timeoutsOf } from '../call-limits.js';
import type { ClientExchange } from '../exchange.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { upstreamFailure } from '../routing/upstream-failure.js';
import { counted } from '../used-tokens.js';
import { HiddenUsage } from './hidden-usage.js';
import { KeptBytes } from './kept-bytes.js';
import { refusedAnswer } from './refused-answer.js';
import type { UsageReader } from './upstream-usage.js';

/** What is done with an answer besides passing it on. */
export interface AnswerRules {
  usage: UsageReader | null;
  hidesUsage: boolean;
  /** The last event of a stream that broke off, in the words of the client's protocol. */
  brokenStream: (message: string) => string;
}

/** What `connectionFailure` wants to know; a client that has left is seen to elsewhere. */
const NOT_ABORTED = new AbortController().signal;

/** No Content and Reset Content. */
const NO_BODY = new Set([204, 205]);

const EVENT_STREAM = /^text\/event-stream/i;

const WEB_PAGE = /^text\/html\b/i;

const JSON_TYPE = 'application/json';

/** OpenAI's last event and Anthropic's: whoever has got it has got all. */
const LAST_EVENT = /data: ?\[DONE\]\s*$|"type": ?"message_stop"\s*\}\s*$/;
const LAST_EVENT_BYTES = 64;

/**
 * Takes a provider's answer and gives it to the client: a success byte by byte, with back-pressure both
 * ways; a refusal is read, bounded, and reported as a failure of the attempt, since another provider may do better.
 */
export class ForwardedAnswer implements AnswerTaker {
  private call: OngoingCall | null = null;
  private refusal: Refusal | null = null;
  private hidden: HiddenUsage | null = null;
  private hasBegun = false;
  private isDone = false;
  private stalled: NodeJS.Timeout | null = null;
  private unconnected: NodeJS.Timeout | null = null;
  /** What has come in this turn: a provider's many small pieces cost one write, and are looked through once. */
  private arrived: Buffer[] = [];
  /** What came before, if only to see how it ended. */
  private latest: Buffer | null = null;

  constructor(
    private readonly exchange: ClientExchange,
    private readonly route: ModelRoute,
    private readonly rules: AnswerRules,
    private readonly end: (failure: AttemptFailure | null) => void,
  ) {
    // From the beginning: a connection may take its time, or be waited for.
    exchange.whenClientLeaves(() => this.leave());
  }

  /** For so long at most; which says nothing of how the provider is. */
  awaitConnection(milliseconds: number): void {
    if (this.call !== null || this.isDone) return;
    this.unconnected = setTimeout(() => {
      this.exchange.answered();
      const error = new ProviderCallError('timeout', 'No connection to the provider became free in time');
      this.finish({ ...upstreamFailure(error, this.route), remedy: 'elsewhere', isIll: false });
    }, milliseconds);
  }

  get isWanted(): boolean {
    return !this.isDone;
  }

  connected(call: OngoingCall): boolean {
    if (this.unconnected) clearTimeout(this.unconnected);
    if (this.isDone) return false;
    this.call = call;
    return true;
  }

  /** Means nothing to us, and there may be no end of it. */
  interim(): void {
    if (!this.isOverdue()) return;
    this.exchange.answered();
    this.giveUp(new ProviderCallError('timeout', 'No answer in time'));
  }

  begun({ status, type, encoding, length, retryAfter }: AnswerHead): void {
    const { exchange } = this;
    exchange.answered();
    if (status >= 300) {
      this.refusal = { status, retryAfter, body: new KeptBytes() };
      return;
    }
    if (encoding !== null && encoding !== 'identity') {
      this.giveUp(new ProviderCallError('bad_answer', 'The answer is compressed although that was declined'));
      return;
    }
    // Nearly all say so, and need not be looked at further.
    const isJson = type === JSON_TYPE;
    if (!isJson && WEB_PAGE.test(type)) {
      this.giveUp(new ProviderCallError('bad_answer', 'The answer is a web page; its base URL may be wrong'));
      return;
    }
    if (NO_BODY.has(status) || length === 0) {
      this.giveUp(new ProviderCallError('bad_answer', 'The answer is empty'));
      return;
    }
    const contentType = type === '' ? JSON_TYPE : type;
    exchange.isEventStream = !isJson && EVENT_STREAM.test(contentType);
    if (this.rules.hidesUsage && exchange.isEventStream) this.hidden = new HiddenUsage();
    this.hasBegun = true;
    exchange.status = status;
    exchange.firstByteAt = performance.now();
    const answer = answerHead(exchange, contentType);
    // A stream gets no length: an event may be taken out of it, or one be added that says it broke off.
    if (exchange.isEventStream) answer.push('cache-control', 'no-cache');
    else if (length !== null) answer.push('content-length', String(length));
    exchange.reply.writeHead(status, answer, ownHead(exchange));
  }

  piece(bytes: Buffer): boolean {
    if (this.isDone) return false;
    if (this.refusal) return this.readRefusal(this.refusal, bytes);
    if (this.arrived.length === 0) process.nextTick(atEndOfTurn, this);
    this.arrived.push(bytes);
    return this.stalled === null;
  }

  /** What came last has not been passed on yet: it goes with the end, see `endWith`. */
  ended(): void {
    if (this.isDone) return;
    this.call = null;
    if (this.refusal) {
      this.refuse(this.refusal);
      return;
    }
    const last = this.taken();
    const rest = this.hidden?.rest() ?? null;
    this.readUsage();
    this.exchange.endWith(last && rest ? Buffer.concat([last, rest]) : (last ?? rest ?? undefined));
    this.finish(null);
  }

  /** The connection was not made, or broke off. */
  failed(error: Error): void {
    if (this.isDone) return;
    this.call = null;
    if (this.refusal) this.refuse(this.refusal);
    else if (this.hasBegun) {
      this.passOn();
      if (this.hasSaidItsEnd()) this.ended();
      else this.breakOff('The provider broke off its answer');
    } else {
      this.exchange.answered();
      this.finish(upstreamFailure(connectionFailure(error, NOT_ABORTED), this.route));
    }
  }

  /** While the client does not read, it stays here; a piece or two may still come, and then the provider waits. */
  passOnArrived(): void {
    if (!this.isDone && this.stalled === null) this.passOn();
  }

  private passOn(): void {
    const passed = this.taken();
    if (this.isOverdue()) this.breakOff('The answer took too long');
    else if (passed !== null && !this.exchange.reply.write(passed)) this.waitForClient();
  }

  /** What has come since the last time, as the client is to get it; null for nothing. */
  private taken(): Buffer | null {
    const [first] = this.arrived;
    if (first === undefined) return null;
    const bytes = this.arrived.length === 1 ? first : Buffer.concat(this.arrived);
    this.arrived = [];
    this.latest = bytes;
    this.rules.usage?.add(bytes);
    return this.hidden ? this.hidden.take(bytes) : bytes;
  }

  /** Some providers hang up instead of ending their answer. */
  private hasSaidItsEnd(): boolean {
    if (!this.exchange.isEventStream || this.latest === null) return false;
    return LAST_EVENT.test(this.latest.toString('latin1', Math.max(0, this.latest.length - LAST_EVENT_BYTES)));
  }

  private readRefusal(refusal: Refusal, chunk: Buffer): boolean {
    refusal.body.add(chunk);
    if (refusal.body.size <= MOST_REFUSAL_BYTES && !this.isOverdue()) return true;
    this.refuse(refusal);
    this.call?.abort();
    return false;
  }

  /** With as much of its words as came: the status is what counts. */
  private refuse({ status, retryAfter, body }: Refusal): void {
    this.finish(refusedAnswer(this.route, status, body.joined().toString(), retryAfter ?? undefined));
  }

  private isOverdue(): boolean {
    return this.exchange.elapsed() > timeoutsOf(this.route).total_ms;
  }

  /** A client that does not read keeps a connection to the provider; not for ever. */
  private waitForClient(): void {
    if (this.stalled !== null) return;
    const { exchange } = this;
    const { reply } = exchange;
    this.stalled = setTimeout(() => {
      reply.destroy();
      exchange.leave();
    }, timeoutsOf(this.route).idle_ms);
    reply.once('drain', () => {
      if (this.stalled) clearTimeout(this.stalled);
      this.stalled = null;
      this.call?.resume();
      this.passOnArrived();
    });
  }

  private leave(): void {
    if (this.isDone) return;
    if (this.call === null) this.exchange.unsent();
    // What has come and was not passed on may tell what is to be paid.
    this.taken();
    this.readUsage();
    this.finish(null);
    this.call?.abort();
  }

  /** Before the answer has begun. */
  private giveUp(error: ProviderCallError): void {
    this.finish(upstreamFailure(error, this.route));
    this.call?.abort();
  }

  /** After it has begun: the client must not take what it got for the whole. */
  private breakOff(message: string): void {
    if (this.isDone) return;
    const { reply } = this.exchange;
    this.readUsage();
    this.exchange.status = 502;
    if (this.exchange.isEventStream) this.exchange.endWith(`\n\n${this.rules.brokenStream(message)}`);
    else reply.destroy();
    this.finish(null);
    this.call?.abort();
  }

  private readUsage(): void {
    const usage = this.rules.usage?.read();
    if (usage) this.exchange.used = counted(usage);
  }

  private finish(failure: AttemptFailure | null): void {
    if (this.isDone) return;
    this.isDone = true;
    if (this.stalled) clearTimeout(this.stalled);
    if (this.unconnected) clearTimeout(this.unconnected);
    this.exchange.whenClientLeaves(null);
    this.end(failure);
  }
}

/** A function of the module, and no field that holds one: `docs/decisions/0015` says why. */
function atEndOfTurn(answer: ForwardedAnswer): void {
  answer.passOnArrived();
}

interface Refusal {
  status: number;
  retryAfter: string | null;
  body: KeptBytes;
}
