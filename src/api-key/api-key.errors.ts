import { BadInputError, ConflictError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';

export class ApiKeyNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`API key '${id}' not found`);
  }
}

/** The key was changed since the caller read it. */
export class StaleVersionError extends ConflictError {
  constructor(current: number) {
    super(`The API key was changed meanwhile; its version is ${current} now`);
  }
}

/** Nobody hands out more than they have. */
export class ScopeNotYoursError extends ForbiddenError {
  constructor(scope: string) {
    super(`You can't grant the scope ${scope}`);
  }
}

export class NotAdministratorError extends ForbiddenError {
  constructor(field: string) {
    super(`Only an instance administrator may set ${field}`);
  }
}

export class InvalidKeyFieldError extends BadInputError {
  constructor(field: string, rule: string, message: string) {
    super(message, { problems: [{ field, rule, message }] });
  }
}
