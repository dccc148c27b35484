import { BadInputError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';
import { RetCode } from '../kernel/ret-code.js';

export class FactoryNotAllowedError extends BadInputError {
  /** @param field that named it */
  constructor(factory: string, field = 'llm_factory') {
    const message = `LLM factory ${factory} is not allowed`;
    super(message, { problems: [{ field, rule: 'one_of', message }] });
  }
}

/** The catalog has it, but this version can't speak to it; says why. */
export class FactoryUnavailableError extends BadInputError {
  constructor(reason: string) {
    super(reason, { code: RetCode.DATA_ERROR });
  }
}

/** The outbound guard refuses the address; the operator can allow it. */
export class AddressNotAllowedError extends BadInputError {
  constructor(message: string) {
    super(message, { code: RetCode.DATA_ERROR });
  }
}

export class FactoryNotConfiguredError extends NotFoundError {
  constructor(factory: string) {
    super(`LLM factory ${factory} is not configured`);
  }
}

export class ModelNotConfiguredError extends NotFoundError {
  constructor(name: string, factory: string) {
    super(`Model ${name}@${factory} is not configured`);
  }
}

/** A default may only name a model that the tenant has. */
export class DefaultNotConfiguredError extends BadInputError {
  constructor(id: string, type: string) {
    super(`Model '${id}' (type: ${type}) is not configured. Please add the model first using POST /api/v1/models`);
  }
}

/** The tenant has the factory, or the model of it, only because another tenant shares it. */
export class FactorySharedError extends ForbiddenError {
  constructor(factory: string) {
    super(`LLM factory ${factory} is shared with this tenant and read-only`);
  }
}

export class CredentialNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`Credential '${id}' not found`);
  }
}

/** Whoever a credential is shared with uses it, and no more. */
export class CredentialSharedError extends ForbiddenError {
  constructor() {
    super('This credential is shared with your tenant; only its owner may see or change it');
  }
}
