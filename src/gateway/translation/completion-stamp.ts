import { randomUUID } from 'node:crypto';

/** What all parts of one completion say alike. */
export interface CompletionStamp {
  id: string;
  /** Seconds since 1970. */
  created: number;
  /** The model under the name that it was asked for by. */
  model: string;
}

export function newCompletionStamp(model: string): CompletionStamp {
  return { id: newAnswerId('chatcmpl-'), created: Math.floor(Date.now() / 1000), model };
}

export function newAnswerId(prefix: string): string {
  return `${prefix}${randomUUID().replaceAll('-', '')}`;
}
