import { BadInputError } from '../../kernel/app-error.js';
import type { OutboundGuard } from '../outbound-guard.js';
import { findBlockedAddress } from './blocked-address-error.js';

/** Judges a URL that somebody wants to have called. @throws BadInputError naming the field and what is wrong with it */
export async function demandCallable(guard: OutboundGuard, field: string, url: string): Promise<void> {
  try {
    await guard.check(url);
  } catch (error) {
    const says = findBlockedAddress(error)?.message ?? 'Not a URL that can be called';
    throw BadInputError.inField(field, 'url', `Field ${field}: ${says}`);
  }
}
