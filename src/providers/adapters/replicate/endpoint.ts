import type { ProviderTarget } from '../../provider-adapter.js';
import { pathSegment } from '../path-segment.js';

/** The URL of something below the base. */
export function apiUrl({ baseUrl }: ProviderTarget, ...segments: string[]): string {
  return [baseUrl.replace(/\/+$/, ''), ...segments.map(pathSegment)].join('/');
}

export function authorization({ credential }: ProviderTarget): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${credential['api_key'] ?? ''}` };
}
