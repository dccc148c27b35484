import type { ModelType } from '../../kernel/model-type.js';
import type { Endpoint as MetricsEndpoint } from '../../metrics/metrics.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { ClientExchange } from '../exchange.js';
import type { CallBounds } from '../limits/call-bounds.js';
import type { PlaneRequest } from '../plane-request.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import type { UsedTokens } from '../used-tokens.js';

/** A request that has been read as far as it concerns the gateway. */
export interface GatewayCall {
  /** As the client named it; empty for the default. */
  model: string;
  isStream: boolean;
  /** Null when the client was answered. Never rejects. */
  attempt(exchange: ClientExchange, route: ModelRoute): Promise<AttemptFailure | null>;
  /** What it may use, asked for only where there are limits. */
  bounds(): CallBounds;
  /** Our own count, where the provider's answer had none. */
  estimate?(): Promise<UsedTokens>;
}

/** A request for something that stands in place of a model, and calls models on its own account. */
export interface ResourceCall {
  model: string;
  isStream: boolean;
  /** @throws GatewayError while the client can still be told in a head */
  answer(exchange: ClientExchange): Promise<void>;
}

/** Something of the data plane that calls a model. */
export interface Endpoint {
  readonly name: MetricsEndpoint;
  /** Models that can answer it, the usual type first. */
  readonly types: readonly [ModelType, ...ModelType[]];
  /** @throws GatewayError naming the field that is wrong */
  open(request: Pick<PlaneRequest, 'body' | 'headers' | 'only'>): GatewayCall | ResourceCall | Promise<GatewayCall>;
}
