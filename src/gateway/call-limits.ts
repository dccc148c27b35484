import type { CallTimeouts } from '../models/call-timeouts.js';

/** What every call is held to unless its model says otherwise. */
export const GATEWAY_TIMEOUTS: Readonly<Required<CallTimeouts>> = {
  first_byte_ms: 120_000,
  idle_ms: 60_000,
  total_ms: 600_000,
};

/** Bodies hold pictures and sound. */
export const MOST_REQUEST_BYTES = 32 * 1024 * 1024;

/** Of a refusal; what says no in more words is cut off. */
export const MOST_REFUSAL_BYTES = 64 * 1024;
