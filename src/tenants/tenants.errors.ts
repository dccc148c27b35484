import { BadInputError, ConflictError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';
import { RetCode } from '../kernel/ret-code.js';

export class UserNotFoundError extends NotFoundError {
  constructor(userName: string) {
    super(`User '${userName}' not found`);
  }
}

export class UserExistsError extends ConflictError {
  constructor(email: string) {
    super(`User '${email}' already exists`);
  }
}

export class InvalidEmailError extends BadInputError {
  constructor(email: string) {
    super(`Invalid email address: ${email}!`, {
      problems: [{ field: 'email', rule: 'email', message: `Invalid email address: ${email}!` }],
    });
  }
}

/** RAGFlow's rule: whoever is to be deleted must be deactivated first. */
export class UserStillActiveError extends BadInputError {
  constructor(userId: string) {
    super(`${userId} is active and can't be deleted.`, { code: RetCode.REFUSED });
  }
}

export class AdministratorNotDeletableError extends BadInputError {
  constructor() {
    super("Can't delete the super user.", { code: RetCode.REFUSED });
  }
}

export class LastAdministratorError extends ConflictError {
  constructor() {
    super("can't remove the last administrator");
  }
}

/** Whoever locks themselves out can't let themselves in again. */
export class SelfHarmError extends ConflictError {
  constructor() {
    super("You can't deactivate yourself or take administration away from yourself");
  }
}

export class TenantHasMembersError extends ConflictError {
  constructor(tenantId: string) {
    super(`Tenant ${tenantId} has other members`);
  }
}

export class NotMyTenantError extends ForbiddenError {
  constructor() {
    super('X-Tenant-Id names a tenant you are not a member of');
  }
}
