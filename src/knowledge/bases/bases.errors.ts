import { NotFoundError } from '../../kernel/app-error.js';

export class BaseNotFoundError extends NotFoundError {
  constructor(id: string) {
    super(`Knowledge base ${id} not found`);
  }
}
