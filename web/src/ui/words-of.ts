import type { TFunction } from 'i18next';
import { ApiError, isOffline } from '../api/api-error.js';

/** What went wrong, for people: the server's own words where it said something. */
export function wordsOf(t: TFunction<'shell'>, error: unknown): string {
  if (error instanceof ApiError) return error.message;
  if (isOffline(error)) return t('errors.unreachable');
  return t('errors.unknown');
}
