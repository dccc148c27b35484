import { BadInputError, ConflictError, NotFoundError } from '../../kernel/app-error.js';

export class AliasNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`Alias '${id}' not found`);
  }
}

export class AliasExistsError extends ConflictError {
  constructor(name: string) {
    super(`There is an alias '${name}' already`);
  }
}

/** A limit bounds what it takes for a model's name: as an alias' it would bound nothing, since models are counted. */
export class LimitedNameError extends ConflictError {
  constructor(name: string) {
    super(`A limit is set for a model '${name}'; as an alias it would be bounded by nothing. Delete that limit first`);
  }
}

/** The alias was changed since the caller read it. */
export class StaleAliasError extends ConflictError {
  constructor(current: number) {
    super(`The alias was changed meanwhile; its version is ${current} now`);
  }
}

/** The model of a target can't be one. */
export class BadTargetError extends BadInputError {
  /** @param says continues "targets[0].model" */
  constructor(index: number, rule: string, says: string) {
    const message = `targets[${index}].model ${says}`;
    super(message, { problems: [{ field: `targets.${index}.model`, rule, message }] });
  }
}
