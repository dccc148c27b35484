import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import { recordModelCall } from '../telemetry/spans.js';
import { UsageRecorder } from '../usage/usage-recorder.js';
import { CLIENT_LEFT, type Exchange } from './exchange.js';
import { ProviderHealth } from './routing/provider-health.js';
import type { UsedTokens } from './used-tokens.js';

/** Our own count of what a request used. */
export interface Counting {
  estimate?(): Promise<UsedTokens>;
}

/** Tells of every request once, when it is over: to the usage recorder, and to the metrics. */
@Injectable()
export class GatewayRecords {
  private readonly logger = new Logger('Gateway');

  constructor(
    private readonly usage: UsageRecorder,
    private readonly metrics: Metrics,
    health: ProviderHealth,
  ) {
    metrics.watchBreakers(() => health.openCount);
  }

  begin({ endpoint }: Exchange): void {
    this.metrics.requestStarted(endpoint);
  }

  /** A promise only while there is something to be counted; it never rejects. @param call absent when the request was not even read */
  end(exchange: Exchange, call: Counting | null): Promise<void> | null {
    const duration = exchange.elapsed();
    if (exchange.hasLeft) exchange.status = CLIENT_LEFT;
    // Up to now it was the provider that was waited for.
    if (exchange.isUnanswered) exchange.upstreamMs += performance.now() - exchange.sentAt;
    if (isUntold(exchange) && call?.estimate)
      return this.count(exchange, call).then(() => this.tell(exchange, duration));
    this.tell(exchange, duration);
    return null;
  }

  /** Done as soon as all that has been told of until now stands in the journal. */
  whenWritten(step: () => void): void {
    this.usage.whenWritten(step);
  }

  private tell(exchange: Exchange, duration: number): void {
    const { endpoint, status, used, upstreamMs, firstByteAt, startedAt, route, caller } = exchange;
    const firstByteMs = firstByteAt === null ? null : firstByteAt - startedAt;
    this.metrics.requestEnded({
      endpoint,
      status,
      seconds: duration / 1000,
      overheadSeconds: Math.max(0, (firstByteMs ?? duration) - upstreamMs) / 1000,
      firstByteSeconds: firstByteMs === null ? undefined : firstByteMs / 1000,
      inputTokens: used.inputTokens,
      outputTokens: used.outputTokens,
    });
    if (exchange.isDelegated) return;
    if (exchange.traceContext !== null) traceCall(exchange, exchange.traceContext, duration);
    const costMicros = costOf(exchange);
    settle(exchange, costMicros);
    this.usage.record({
      requestId: exchange.id,
      at: exchange.arrivedAt,
      tenantId: caller.tenantId,
      userId: caller.userId,
      keyId: caller.keyId ?? null,
      endpoint,
      requestedModel: exchange.requestedModel,
      tenantModelId: route?.tenantModelId ?? null,
      model: route?.fullName ?? null,
      status,
      isStream: exchange.isStream,
      attempts: exchange.attempts,
      durationMs: duration,
      firstByteMs,
      inputTokens: used.inputTokens,
      outputTokens: used.outputTokens,
      cachedInputTokens: used.cachedInputTokens,
      cacheWriteTokens: used.cacheWriteTokens,
      reasoningTokens: used.reasoningTokens,
      isEstimated: used.isEstimated,
      costMicros,
    });
  }

  private async count(exchange: Exchange, call: Counting): Promise<void> {
    try {
      const ours = await call.estimate?.();
      if (ours) exchange.used = isCutOff(exchange) ? atLeast(exchange.used, ours) : ours;
    } catch (error) {
      this.logger.error(`Usage of ${exchange.id} could not be estimated: ${String(error)}`);
    }
  }
}

function traceCall(exchange: Exchange, context: NonNullable<Exchange['traceContext']>, durationMs: number): void {
  const { endpoint, requestedModel, status, route, used, arrivedAt } = exchange;
  recordModelCall(context, {
    operation: endpoint,
    provider: route?.target.factory.name ?? null,
    requestedModel,
    model: route?.name ?? null,
    status,
    inputTokens: used.inputTokens,
    outputTokens: used.outputTokens,
    startedAt: arrivedAt,
    durationMs,
  });
}

/**
 * A provider that answered has worked, be it that it did not say how much, or not yet. One that was being asked when the
 * client left has read the prompt, as far as anybody knows: else whoever always leaves in time would pay for nothing.
 */
function isUntold(exchange: Exchange): boolean {
  const { used, firstByteAt, hasLeft, isUnanswered } = exchange;
  if (firstByteAt === null) return hasLeft && isUnanswered;
  return used.inputTokens + used.outputTokens === 0 || isCutOff(exchange);
}

/** Anthropic tells what it generated at the end; at the start it says 1. */
function isCutOff({ isStream, status }: Exchange): boolean {
  return isStream && (status === CLIENT_LEFT || status >= 500);
}

/** What the provider said of the prompt holds; of the answer, as much as was delivered. */
function atLeast(told: UsedTokens, ours: UsedTokens): UsedTokens {
  if (told.inputTokens === 0) return { ...ours, outputTokens: Math.max(told.outputTokens, ours.outputTokens) };
  if (told.outputTokens >= ours.outputTokens) return told;
  return { ...told, outputTokens: ours.outputTokens, isEstimated: true };
}

/** At the price of now; null when nobody knows it. Whoever was not answered has used nothing. */
function costOf({ route, used, units, firstByteAt }: Exchange): number | null {
  if (route === null || (firstByteAt === null && used.inputTokens + used.outputTokens === 0)) return 0;
  return route.price === null ? null : route.price.costOf(used, units);
}

function settle({ admission, attempts, used, route }: Exchange, costMicros: number | null): void {
  if (admission === null) return;
  const tokens = used.inputTokens + used.outputTokens;
  admission.settle({ wasSent: attempts > 0, tokens, costMicros, model: route?.fullName ?? null });
}
