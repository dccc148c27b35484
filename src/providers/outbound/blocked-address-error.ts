import { isNativeError } from 'node:util/types';

/** An address that is not public and that the operator has not allowed. The message is shown to the user as it is. */
export class BlockedAddressError extends Error {
  constructor(readonly address: string) {
    super(`Address ${address} is not allowed; set OUTBOUND_ALLOW=${address}/${address.includes(':') ? 128 : 32}`);
    this.name = 'BlockedAddressError';
  }
}

/** Finds the refusal however deep another library has wrapped it. */
export function findBlockedAddress(error: unknown): BlockedAddressError | null {
  for (let current = error; isNativeError(current); current = current.cause) {
    if (current instanceof BlockedAddressError) return current;
  }
  return null;
}
