/** A place in the chain, and the chain's value there. */
export interface Anchor {
  number: number;
  /** Hex. */
  chain: string;
}

/** An {@link AuditSeal} as it is worked with. */
export interface Seal extends Anchor {
  sealedAt: Date;
  eventId: string;
  eventAt: Date;
  /** Hex. */
  mac: string;
}

/** What the chain's value is before the first seal. */
export const CHAIN_START: Anchor = { number: 0, chain: '0'.repeat(64) };

/** Vouches for nothing: what claims to be older than the chain, but came after it was begun, is sealed with it. */
export const NO_MAC = '0'.repeat(64);

const ANCHOR = /^([1-9]\d{0,15}):([0-9a-f]{64})$/;

/** As it is shown and taken. */
export function anchorText({ number, chain }: Anchor): string {
  return `${number}:${chain}`;
}

/** Null for what is none. */
export function readAnchor(text: string): Anchor | null {
  const [, number = '', chain = ''] = ANCHOR.exec(text.trim()) ?? [];
  return number === '' ? null : { number: Number(number), chain };
}
