import { Transform } from 'class-transformer';

/** Takes a free object as it was posted: nothing in it is ours to convert. */
export const AsPosted = (): PropertyDecorator =>
  Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => obj[key]);
