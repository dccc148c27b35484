import { ConflictError, UnavailableError } from '../../kernel/app-error.js';

/** A request waits for an answer in that session already. */
export class SyncInProgressError extends ConflictError {
  constructor() {
    super('Another request waits for an answer in this session');
  }
}

export class DuplicateMessageError extends ConflictError {
  constructor() {
    super('A message with this idempotency key was accepted already');
  }
}

/** So many messages wait that no more are accepted. */
export class QueueFullError extends UnavailableError {
  constructor() {
    super('Too many messages wait for an answer');
  }
}
