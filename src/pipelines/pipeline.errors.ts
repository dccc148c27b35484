import { BadInputError, ConflictError, NotFoundError } from '../kernel/app-error.js';

export class PipelineNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`Pipeline ${id} not found`);
  }
}

export class PipelineRunNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`Run ${id} not found`);
  }
}

export class TooManyPipelinesError extends ConflictError {
  constructor(most: number) {
    super(`A tenant can have at most ${most} pipelines`);
  }
}

/** The name of a session's person or group does not fit. */
export class BadSessionError extends BadInputError {
  constructor(most: number) {
    const message = `session id must be 1 to ${most} characters long`;
    super(message, { problems: [{ field: 'session_id', rule: 'max_length', message }] });
  }
}
