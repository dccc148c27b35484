import { BlockList, isIPv6 } from 'node:net';

const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

const known = new WeakMap<readonly string[], BlockList>();

/** Whether an address is one of, or lies within, the addresses and CIDRs that a key may be used from. */
export function isWithinRanges(ranges: readonly string[], address: string): boolean {
  const list = known.get(ranges) ?? listOf(ranges);
  known.set(ranges, list);
  const plain = address.replace(MAPPED, '');
  return list.check(plain, familyOf(plain));
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}
