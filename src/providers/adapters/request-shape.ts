import type { ImageSource } from '../calls/chat-call.js';

/** The same fields without those that are undefined: what was not asked for is not sent. */
export function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
  };
}

/** For dialects that want the arguments of a past call as an object; what a model wrote badly goes in as if there were none. */
export function toolArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Where a picture is, or the picture itself as a data URL. */
export function imageUrl(image: ImageSource): string {
  return 'url' in image ? image.url : `data:${image.mediaType};base64,${image.base64}`;
}
