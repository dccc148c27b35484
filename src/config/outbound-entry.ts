import ipaddr from 'ipaddr.js';

const NAME = /^[0-9a-z_]([0-9a-z_-]*[0-9a-z_])?(\.[0-9a-z_]([0-9a-z_-]*[0-9a-z_])?)*\.?$/i;
/** No top-level domain is a number: what ends in one was meant as an address. */
const ENDS_IN_NUMBER = /(^|\.)\d+\.?$/;

/** Whether the operator can allow calls to it: a CIDR, a single address, or a host name without a port. */
export function isAllowable(entry: unknown): boolean {
  if (typeof entry !== 'string') return false;
  if (ipaddr.isValidCIDR(entry) || ipaddr.isValid(entry)) return true;
  return NAME.test(entry) && !ENDS_IN_NUMBER.test(entry);
}
