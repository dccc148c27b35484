import { BadInputError, ConflictError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';

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

/** A key of an administrator's lacks a scope, not the administrator. */
export class NotAdministratorError extends ForbiddenError {
  constructor({ kind, isInstanceAdmin }: Principal, field: string) {
    super(
      kind === 'api-key' && isInstanceAdmin
        ? 'The API key lacks the scope admin'
        : `Only an instance administrator may set ${field}`,
    );
  }
}

export class InvalidKeyFieldError extends BadInputError {
  constructor(field: string, rule: string, message: string) {
    super(message, { problems: [{ field, rule, message }] });
  }
}
