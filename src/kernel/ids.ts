import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** Ids of users and tenants: 32 lower-case hex characters, as RAGFlow's clients expect. */
export function newHexId(): string {
  return randomBytes(16).toString('hex');
}

/** Ids of everything else: UUIDv7, so that they sort by the time they were made. */
export function newUuid(): string {
  return v7();
}
