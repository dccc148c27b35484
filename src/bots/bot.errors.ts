import { BadInputError, ConflictError, NotFoundError } from '../kernel/app-error.js';

export class BotNotFoundError extends NotFoundError {
  constructor() {
    super('Bot not found');
  }
}

export class BotPipelineNotFoundError extends NotFoundError {
  constructor(uuid: string) {
    super(`Pipeline ${uuid} not found`);
  }
}

/** Its platform can't be reached from here, so the bot can only be stored. */
export class AdapterNotRunnableError extends BadInputError {
  constructor(adapter: string) {
    const message = `Field enable must be false: adapter ${adapter} can be stored, and not enabled on this server`;
    super(message, { problems: [{ field: 'enable', rule: 'adapter_not_runnable', message }] });
  }
}

/**
 * Another adapter takes a configuration of its own: with the former one it could send that one's secrets to an address
 * which was harmless to the former adapter.
 */
export class ConfigMissingError extends BadInputError {
  constructor() {
    const message = 'Field config is required to change the adapter';
    super(message, { problems: [{ field: 'config', rule: 'required', message }] });
  }
}

export class AdminExistsError extends ConflictError {
  constructor() {
    super('This administrator is there already');
  }
}
