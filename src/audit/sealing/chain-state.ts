import type { Anchor } from './seal.js';

/** The {@link AuditChain} as it is worked with. */
export interface ChainState {
  /** The newest seal. */
  head: Anchor;
  sealedAt: Date;
  /** The last seal that retention dropped. */
  base: Anchor;
  /** Events from before then are gone by retention. */
  droppedBefore: Date | null;
  beganAt: Date;
  /** How many events were older than the chain. */
  adopted: number;
  /** Whether such events may still be waiting. */
  isAdopting: boolean;
}
