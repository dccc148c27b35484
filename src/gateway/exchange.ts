import type { WireReply } from '../http/wire/wire-reply.js';
import type { Principal } from '../kernel/principal.js';
import type { Endpoint } from '../metrics/metrics.js';
import { presentContext } from '../telemetry/spans.js';
import type { Admission } from '../limits/metering/admission.js';
import type { OtherUnits } from '../providers/prices/price-list.js';
import type { ModelRoute } from '../models/routes/tenant-routes.js';
import { timeoutsOf } from './call-limits.js';
import { NOTHING_USED, type UsedTokens } from './used-tokens.js';

/** The client left before it was answered (nginx's number for it). */
export const CLIENT_LEFT = 499;

const NO_UNITS: OtherUnits = {};
const NO_HEAD: readonly string[] = [];

/** On whose account a request is. */
export interface Caller extends Pick<Principal, 'tenantId' | 'userId' | 'keyId'> {
  /** All models that may be called; null or absent for every one. */
  readonly allowedModels?: readonly string[] | null;
}

/** One request for a model on its way through the gateway, and all that is told of it afterwards. */
export class Exchange {
  readonly startedAt = performance.now();
  readonly arrivedAt = Date.now();
  /** What it belongs to in a trace; null where nothing is traced. */
  readonly traceContext = presentContext();
  /** As the client named it; empty for the default. */
  requestedModel = '';
  isStream = false;
  /** Who is being asked, or answered. */
  route: ModelRoute | null = null;
  attempts = 0;
  /** When the last attempt was sent off. */
  sentAt = 0;
  /** The provider that is asked has neither answered nor failed yet. */
  isUnanswered = false;
  /** Spent waiting for providers, in milliseconds, up to the first byte of the answer. */
  upstreamMs = 0;
  firstByteAt: number | null = null;
  used: UsedTokens = NOTHING_USED;
  /** What is paid for besides tokens. */
  units: OtherUnits = NO_UNITS;
  /** What its limits let through; null where there are none. */
  admission: Admission | null = null;
  /** Of the answer: what its limits leave. */
  limitsHead: readonly string[] = NO_HEAD;
  status = 0;
  hasLeft = false;
  /** A pipeline or a bot answers: what it uses is recorded with its own calls. */
  isDelegated = false;
  private onLeave: (() => void) | null = null;

  constructor(
    readonly id: string,
    readonly endpoint: Endpoint,
    readonly caller: Caller,
  ) {}

  /** Whoever asked no longer wants the answer. */
  leave(): void {
    this.hasLeft = true;
    this.onLeave?.();
  }

  /** What is to be given up when the client leaves; one thing at a time. */
  whenClientLeaves(giveUp: (() => void) | null): void {
    this.onLeave = giveUp;
    if (this.hasLeft) giveUp?.();
  }

  /** Marks that an attempt begins. */
  attempt(route: ModelRoute): void {
    this.route = route;
    this.attempts += 1;
    this.sentAt = performance.now();
    this.isUnanswered = true;
  }

  /**
   * Marks that the provider's answer to the last attempt has begun, or failed. What comes once nobody wants it any more is
   * no answer: it was given up.
   */
  answered(): void {
    if (!this.hasLeft) this.stopWaiting();
  }

  /** Marks that the last attempt was given up before anything was sent: nobody has read the prompt. */
  unsent(): void {
    this.stopWaiting();
  }

  /** Milliseconds since the request arrived. */
  elapsed(): number {
    return performance.now() - this.startedAt;
  }

  private stopWaiting(): void {
    this.upstreamMs += performance.now() - this.sentAt;
    this.isUnanswered = false;
  }
}

/** One that a client on the wire waits for. */
export class ClientExchange extends Exchange {
  /** Events have been promised in the answer's head: whatever ends it has to be one. */
  isEventStream = false;
  private lastWords: { body: string | Buffer | undefined } | null = null;

  constructor(
    id: string,
    endpoint: Endpoint,
    caller: Caller,
    readonly reply: WireReply,
    /** What other parts of the server want in the answer's head, CORS for one. */
    readonly extraHead: readonly string[],
  ) {
    super(id, endpoint, caller);
  }

  /**
   * Ends the answer, whose head has been written, as soon as the request stands in the journal: whoever has seen the end
   * of an answer can rely on its being counted, be the process killed the moment after.
   */
  endWith(body?: string | Buffer): void {
    this.lastWords = { body };
  }

  /** Nothing more is to be said than what `endWith` was given. */
  get isAnswered(): boolean {
    return this.lastWords !== null;
  }

  /** Says what `endWith` has put back. A client that does not read it is not waited for without end. */
  end(): void {
    if (!this.lastWords) return;
    const { reply, route } = this;
    reply.end(this.lastWords.body);
    if (reply.writableLength > 0 && route !== null) reply.setTimeout(timeoutsOf(route).idle_ms);
  }
}
