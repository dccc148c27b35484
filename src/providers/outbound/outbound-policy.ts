import ipaddr from 'ipaddr.js';
import { BlockedAddressError } from './blocked-address-error.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** Addresses that look public and lead inside: Azure's platform endpoint, which answers every machine there. */
const INSIDE_ALL_THE_SAME = new Set(['168.63.129.16']);

const GLOBAL_UNICAST: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR('2000::/3');
const NAT64: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** Which addresses we may call: the public ones, and whatever the operator allowed. */
export class OutboundPolicy {
  private readonly networks: readonly Network[];
  private readonly names: ReadonlySet<string>;

  /** CIDRs, single addresses and host names, as in `OUTBOUND_ALLOW`. */
  constructor(allow: readonly string[]) {
    this.networks = allow.map(networkOf).filter((network) => network !== null);
    this.names = new Set(allow.filter((entry) => networkOf(entry) === null).map(canonicalName));
  }

  /** The operator vouches for this name, wherever it leads. */
  allowsName(hostname: string): boolean {
    return this.names.has(canonicalName(hostname));
  }

  /**
   * Of the addresses a name has, those that may be called; throws for the first refused one otherwise. One refused
   * address spoils a name, unless the operator allowed another of its addresses: `localhost` is `127.0.0.1` and `::1`.
   */
  select<T extends { address: string }>(answers: readonly T[]): readonly T[] {
    const allowed = answers.filter(({ address }) => this.allowsAddress(meant(address)));
    if (allowed.length > 0) return allowed;
    for (const { address } of ipv4First(answers)) demandPublic(address);
    return answers;
  }

  private allowsAddress(address: Address | null): boolean {
    return address !== null && this.networks.some((network) => contains(network, address));
  }
}

/** A host that is already an address, brackets taken off; null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) ? bare : null;
}

/** The address that a packet really goes to: the IPv4 one inside IPv4-mapped and NAT64 forms. */
function meant(text: string): Address | null {
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6 && address.match(NAT64)) return new ipaddr.IPv4(address.toByteArray().slice(12));
  return address;
}

/** A refusal should name the address a user knows: for `localhost` that is `127.0.0.1`, not `::1`. */
function ipv4First<T extends { address: string }>(answers: readonly T[]): readonly T[] {
  const isIpv6 = ({ address }: T): number => Number(address.includes(':'));
  return [...answers].sort((one, other) => isIpv6(one) - isIpv6(other));
}

function demandPublic(text: string): void {
  const address = meant(text);
  if (address === null || !isPublic(address)) throw new BlockedAddressError(address?.toString() ?? text);
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || INSIDE_ALL_THE_SAME.has(address.toString())) return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

function contains([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

function networkOf(entry: string): Network | null {
  const text = entry.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function canonicalName(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}
