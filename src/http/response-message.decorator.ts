import { SetMetadata } from '@nestjs/common';

export const MESSAGE_METADATA = 'latchkey:message';
export const PLAIN_METADATA = 'latchkey:plain';

/** The `message` of a successful answer, where it is always the same; without it, `Success`. */
export const ResponseMessage = (message: string): MethodDecorator => SetMetadata(MESSAGE_METADATA, message);

/** The answer is sent as it is, without an envelope. */
export const Plain = (): MethodDecorator => SetMetadata(PLAIN_METADATA, true);

/** An answer whose `message` depends on what happened. */
export class Reply<T> {
  constructor(
    readonly message: string,
    readonly data: T,
  ) {}
}
