import type { LookupAddress } from 'node:dns';
import { lookup as resolveAll } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { BadInputError } from '../kernel/app-error.js';
import { literalAddress, OutboundPolicy } from './outbound/outbound-policy.js';
import { parseOutboundUrl } from './outbound/outbound-url.js';
import { CONNECTIONS_PER_ORIGIN } from './wire/provider-pool.js';
import { ProviderWire } from './wire/provider-wire.js';

type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface OutboundGuardOptions {
  /** CIDRs, addresses and host names that may be called although they are not public. */
  allow: readonly string[];
  /** All addresses of a name; the system's resolver unless a test says otherwise. */
  resolve?: Resolve;
  connectTimeoutMs?: number;
}

const MAX_SOCKET_MESSAGE_BYTES = 32 * 1024 * 1024;

/**
 * The one way out for every URL that a user gave us. It judges the address at the moment of connecting, so neither a
 * spelling of an address nor a name that changes its mind gets past it, and it never follows a redirect.
 */
export class OutboundGuard {
  /** For every outbound call: one pool per origin, nothing decompressed, no redirect followed. */
  readonly dispatcher: Dispatcher;
  /** For the calls that the gateway passes on; judged as all others are, where they connect. */
  readonly wire: ProviderWire;
  private readonly policy: OutboundPolicy;
  private readonly resolve: Resolve;

  constructor(options: OutboundGuardOptions) {
    this.policy = new OutboundPolicy(options.allow);
    this.resolve = options.resolve ?? ((hostname) => resolveAll(hostname, { all: true }));
    const connectTimeoutMs = options.connectTimeoutMs ?? 10_000;
    const lookup = this.guardedLookup();
    this.wire = new ProviderWire({
      lookup,
      connectTimeoutMs,
      demandCallable: (hostname) => this.demandCallableLiteral(hostname),
    });
    this.dispatcher = new Agent({
      connections: CONNECTIONS_PER_ORIGIN,
      pipelining: 1,
      // Of one message, inflated: checked while it comes, where our own count sees it only whole.
      webSocket: { maxPayloadSize: MAX_SOCKET_MESSAGE_BYTES },
      connect: this.connector(connectTimeoutMs, lookup),
    });
  }

  /**
   * Judges a URL before it is saved, and throws `BlockedAddressError` when its address is refused. A name without an
   * address is no error here: the machine may simply not be there yet.
   */
  async check(text: string): Promise<'allowed' | 'unresolved'> {
    const url = parseOutboundUrl(text);
    if (url === null) throw new BadInputError('Not a URL that can be called');
    if (this.policy.allowsName(url.hostname)) return 'allowed';
    const literal = literalAddress(url.hostname);
    const answers = literal === null ? await this.addressesOf(url.hostname) : [{ address: literal }];
    this.policy.select(answers);
    return answers.length > 0 ? 'allowed' : 'unresolved';
  }

  close(): Promise<void> {
    this.wire.close();
    return this.dispatcher.destroy();
  }

  private async addressesOf(hostname: string): Promise<readonly { address: string }[]> {
    try {
      return await this.resolve(hostname);
    } catch {
      return [];
    }
  }

  private connector(timeout: number, lookup: LookupFunction): buildConnector.connector {
    const connect = buildConnector({ timeout, lookup });
    return (options, callback) => {
      try {
        this.demandCallableLiteral(options.hostname);
      } catch (error) {
        callback(error as Error, null);
        return;
      }
      connect(options, callback);
    };
  }

  /** A socket to a literal address never asks `lookup`, so those are judged before. */
  private demandCallableLiteral(hostname: string): void {
    const literal = literalAddress(hostname);
    if (literal !== null) this.policy.select([{ address: literal }]);
  }

  private guardedLookup(): LookupFunction {
    return (hostname, options, callback) => {
      const mayGoAnywhere = this.policy.allowsName(hostname);
      this.resolve(hostname)
        .then((answers) => (mayGoAnywhere ? answers : this.policy.select(answers)))
        .then(
          (answers) => answer(answers, options.all === true, callback),
          (error: unknown) => callback(error as NodeJS.ErrnoException, []),
        );
    };
  }
}

function answer(answers: readonly LookupAddress[], all: boolean, callback: Parameters<LookupFunction>[2]): void {
  const first = answers[0];
  if (first === undefined) callback(Object.assign(new Error('The name has no address'), { code: 'ENOTFOUND' }), []);
  else if (all) callback(null, [...answers]);
  else callback(null, first.address, first.family);
}
