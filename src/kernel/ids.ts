import { randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';

/** Ids of users and tenants: 32 lower-case hex characters, as RAGFlow's clients expect. */
export function newHexId(): string {
  return randomBytes(16).toString('hex');
}

/** Ids of everything else: UUIDv7, so that they sort by the time they were made. */
export function newUuid(): string {
  return v7();
}

let stampedAt = 0;
let stamp = '';

/** A UUIDv7 too, at a tenth of the price: requests of one millisecond need no order. */
export function newRequestId(): string {
  const now = Date.now();
  if (now !== stampedAt) {
    const hex = now.toString(16).padStart(12, '0');
    stamp = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
    stampedAt = now;
  }
  // Behind its version digit a random UUID has the variant and the random bits that a UUIDv7 has.
  return stamp + randomUUID().slice(15);
}
