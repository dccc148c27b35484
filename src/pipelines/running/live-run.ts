import { setMaxListeners } from 'node:events';
import { newUuid } from '../../kernel/ids.js';
import { GatewayError } from '../../gateway/gateway-error.js';
import { CLIENT_LEFT } from '../../gateway/exchange.js';
import { plainUsage, type TokenUsage } from '../../providers/calls/token-usage.js';
import type { RecordedToolCall, RunStatus } from './pipeline-run.entity.js';

/** No run takes longer. */
const MOST_RUN_MS = 15 * 60_000;

type EarlyEnd = 'cancelled' | 'interrupted' | 'failed';

const SAYS: Readonly<Record<EarlyEnd, () => GatewayError>> = {
  cancelled: () => new GatewayError(CLIENT_LEFT, 'server_error', 'The run was cancelled', { code: 'cancelled' }),
  interrupted: () =>
    new GatewayError(503, 'server_error', 'The server stopped before this was done', {
      code: 'unavailable',
      retryAfterSeconds: 1,
    }),
  failed: () => new GatewayError(504, 'upstream_error', 'The run took too long', { code: 'run_timeout' }),
};

/** A run of this process, and all that is told of it afterwards. */
export class LiveRun {
  readonly id = newUuid();
  readonly startedAt = new Date();
  usage: TokenUsage = plainUsage(0);
  /** `name@Factory` of the model that was asked last. */
  model: string | null = null;
  readonly toolCalls: RecordedToolCall[] = [];
  /** What went otherwise than the pipeline says, without failing. */
  readonly warnings: string[] = [];
  private readonly controller = new AbortController();
  private endedEarly: EarlyEnd | null = null;
  private readonly timer = setTimeout(() => this.end('failed'), MOST_RUN_MS).unref();
  private readonly leave = (): void => this.end('cancelled');

  /** @param wanted ends the run when it is aborted */
  constructor(private readonly wanted: AbortSignal) {
    // Sixteen tools at once, and what each of them asks for, listen rightly.
    setMaxListeners(0, this.controller.signal);
    if (wanted.aborted) this.leave();
    else wanted.addEventListener('abort', this.leave, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why it ended before it was done; null when it went on to its own end. */
  get early(): { status: RunStatus; error: GatewayError } | null {
    return this.endedEarly && { status: this.endedEarly, error: SAYS[this.endedEarly]() };
  }

  end(how: EarlyEnd): void {
    this.endedEarly ??= how;
    this.controller.abort();
  }

  /** It no longer listens to anybody, and what still works for it stops. */
  close(): void {
    clearTimeout(this.timer);
    this.wanted.removeEventListener('abort', this.leave);
    this.controller.abort();
  }

  count(usage: TokenUsage | null): void {
    if (!usage) return;
    const sum = this.usage;
    this.usage = {
      inputTokens: sum.inputTokens + usage.inputTokens,
      outputTokens: sum.outputTokens + usage.outputTokens,
      cachedInputTokens: sum.cachedInputTokens + usage.cachedInputTokens,
      cacheWriteTokens: sum.cacheWriteTokens + usage.cacheWriteTokens,
      reasoningTokens: sum.reasoningTokens + usage.reasoningTokens,
    };
  }
}
