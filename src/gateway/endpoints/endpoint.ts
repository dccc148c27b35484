import type { FastifyRequest } from 'fastify';
import type { ModelType } from '../../kernel/model-type.js';
import type { Endpoint as MetricsEndpoint } from '../../metrics/metrics.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { Exchange } from '../exchange.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import type { UsedTokens } from '../used-tokens.js';

/** A request that has been read as far as it concerns the gateway. */
export interface GatewayCall {
  /** As the client named it; empty for the default. */
  model: string;
  isStream: boolean;
  /** Null when the client was answered. Never rejects. */
  attempt(exchange: Exchange, route: ModelRoute): Promise<AttemptFailure | null>;
  /** Our own count, where the provider's answer had none. */
  estimate?(): Promise<UsedTokens>;
}

/** Something of the data plane that calls a model. */
export interface Endpoint {
  readonly name: MetricsEndpoint;
  /** Models that can answer it, the usual type first. */
  readonly types: readonly [ModelType, ...ModelType[]];
  /** @throws GatewayError naming the field that is wrong */
  open(request: Pick<FastifyRequest, 'body' | 'headers'>): GatewayCall | Promise<GatewayCall>;
}
