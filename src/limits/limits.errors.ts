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

const NOT_TO_LIMIT = {
  tenant: 'Only an administrator can limit a tenant',
  key: 'Only those who manage the tenant can limit its keys',
  itself: 'No key can change its own limits',
};

/** What bounds somebody is not theirs to change. */
export class NotToLimitError extends ForbiddenError {
  constructor(what: keyof typeof NOT_TO_LIMIT) {
    super(NOT_TO_LIMIT[what]);
  }
}
