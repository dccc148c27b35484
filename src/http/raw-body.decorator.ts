import { SetMetadata } from '@nestjs/common';

export const RAW_BODY_METADATA = 'latchkey:raw-body';

/** The body stays the bytes that arrived: something in them is signed. */
export const RawBody = (): MethodDecorator => SetMetadata(RAW_BODY_METADATA, true);
