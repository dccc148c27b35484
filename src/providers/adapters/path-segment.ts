import { ProviderCallError } from '../provider-call-error.js';

/** A name as one segment of a URL's path: whatever is in it, it leads nowhere else. */
export function pathSegment(name: string): string {
  if (['', '.', '..'].includes(name)) throw new ProviderCallError('model_not_found', 'Nothing can have this name');
  // Half a surrogate pair has no encoding; the buffer replaces it.
  return encodeURIComponent(Buffer.from(name).toString());
}
