import type { CallTimeouts } from '../models/call-timeouts.js';
import type { ModelRoute } from '../models/routes/tenant-routes.js';

/** What every call is held to unless its model says otherwise. */
const GATEWAY_TIMEOUTS: Readonly<Required<CallTimeouts>> = {
  first_byte_ms: 120_000,
  idle_ms: 60_000,
  total_ms: 600_000,
};

/** What a call of this model is held to. */
export function timeoutsOf({ timeouts }: Pick<ModelRoute, 'timeouts'>): Readonly<Required<CallTimeouts>> {
  return timeouts === null ? GATEWAY_TIMEOUTS : { ...GATEWAY_TIMEOUTS, ...timeouts };
}

/** Bodies hold pictures and sound. */
export const MOST_REQUEST_BYTES = 32 * 1024 * 1024;

/** Of a refusal; what says no in more words is cut off. */
export const MOST_REFUSAL_BYTES = 64 * 1024;
