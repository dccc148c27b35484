import { randomBytes, randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Ids of users and tenants: 32 lower-case hex characters, as RAGFlow's clients expect. */
export function newHexId(): string {
  return randomBytes(16).toString('hex');
}

/** Ids of everything else: UUIDv7, so that they sort by the time they were made. */
export function newUuid(): string {
  return v7();
}

const POOL = Buffer.alloc(4096);
let left = 0;

/** A UUIDv7 too, at a fifth of the price: requests of one millisecond need no order, and randomness is bought in bulk. */
export function newRequestId(): string {
  if (left === 0) left = randomFillSync(POOL).length;
  left -= 16;
  return v7({ random: POOL.subarray(left, left + 16) });
}
