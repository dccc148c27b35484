import { BadInputError } from '../kernel/app-error.js';
import { RetCode } from '../kernel/ret-code.js';

export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** An upload that is refused: LangBot's clients know these by the code 400 and its words. */
export class UploadRefusedError extends BadInputError {
  constructor(message: string) {
    super(message, { code: RetCode.BAD_REQUEST });
  }
}
