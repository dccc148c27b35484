import { NotFoundError } from '../kernel/app-error.js';
import { RetCode } from '../kernel/ret-code.js';

export class TaskNotFoundError extends NotFoundError {
  constructor() {
    super('Task not found', { code: RetCode.NOT_FOUND });
  }
}
