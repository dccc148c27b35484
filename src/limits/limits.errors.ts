import { ConflictError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';

export class LimitNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`There is no limit ${id}`);
  }
}

export class LimitExistsError extends ConflictError {
  constructor() {
    super('That is limited already; change the limit that there is');
  }
}

export class StaleLimitError extends ConflictError {
  constructor(version: number) {
    super(`The limit was changed meanwhile; it is at version ${version}`);
  }
}

/** What bounds somebody is not theirs to change. */
export class NotToLimitError extends ForbiddenError {
  constructor(what: 'tenant' | 'key') {
    super(
      what === 'tenant'
        ? 'Only an administrator can limit a tenant'
        : 'Only those who manage the tenant can limit its keys',
    );
  }
}
