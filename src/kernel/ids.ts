import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';

/** Ids of users and tenants look so. */
export const HEX_ID = /^[0-9a-f]{32}$/;

/** Ids of users and tenants: 32 lower-case hex characters, as RAGFlow's clients expect. */
export function newHexId(): string {
  return randomBytes(16).toString('hex');
}

/** Ids of everything else: UUIDv7, so that they sort by the time they were made. */
export function newUuid(): string {
  return v7();
}

/** Tells this process's requests from those of all others: a random UUID's variant and what follows. */
const PROCESS_BITS = randomUUID().slice(18);
const MOST_COUNTED = 0x1000;
const COUNTS = Array.from({ length: MOST_COUNTED }, (_, count) => count.toString(16).padStart(3, '0'));

let stampedAt = 0;
let stamp = '';
let count = 0;

/** A UUIDv7 too, at a tenth of the price: what is random in it is drawn once, and a counter tells requests apart. */
export function newRequestId(): string {
  const now = Date.now();
  // Should the clock go back, or a millisecond hold too many, the next one begins early.
  if (now > stampedAt || count === MOST_COUNTED) {
    stampedAt = Math.max(now, stampedAt + 1);
    count = 0;
    const hex = stampedAt.toString(16).padStart(12, '0');
    stamp = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
  }
  return `${stamp}${COUNTS[count++]}${PROCESS_BITS}`;
}
