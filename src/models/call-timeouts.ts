/** How long a call of a model may take, in milliseconds; what is left out is the gateway's own. */
export interface CallTimeouts {
  /** Until the first byte of the answer. */
  first_byte_ms?: number;
  /** Between two pieces of a stream. */
  idle_ms?: number;
  /** In all. */
  total_ms?: number;
}
