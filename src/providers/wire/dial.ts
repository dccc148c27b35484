import {
  connect as connectPlain,
  isIP,
  type LookupFunction,
  type OnReadOpts,
  type Socket,
  type TcpNetConnectOpts,
} from 'node:net';
import { connect as connectTls } from 'node:tls';
import { closedByProvider, noConnection } from './wire-failures.js';

/** Where connections may go, and how long it may take to get there. */
export interface WayOut {
  /** Answers with addresses that may be called, or fails. */
  lookup: LookupFunction;
  /** A name that is an address is not looked up. @throws BlockedAddressError */
  demandCallable(hostname: string): void;
  connectTimeoutMs: number;
}

/** Takes what was read; the bytes are those of the next read as well. False to wait for `resume`. */
export type TakeBytes = (bytes: Buffer) => boolean;

const KEEP_ALIVE_DELAY_MS = 60_000;
const READ_BYTES = 64 * 1024;

/**
 * Where all connections read into, one after the other: what is read is taken or copied before the next read. A buffer
 * for each read, as streams have them, costs a fifth of all that a request does.
 */
const SHARED = Buffer.allocUnsafeSlow(READ_BYTES);

/** Makes connections to one server. */
export class Dialer {
  private readonly hostname: string;
  private readonly port: number;
  private readonly isTls: boolean;
  /** Of the last connection: the next one need not do it all again. */
  private session: Buffer | undefined;

  constructor(
    origin: string,
    private readonly way: WayOut,
  ) {
    const { hostname, protocol, port } = new URL(origin);
    this.isTls = protocol === 'https:';
    this.hostname = hostname.replace(/^\[|\]$/g, '');
    this.port = port === '' ? (this.isTls ? 443 : 80) : Number(port);
  }

  /** @param connected is called once, with what went wrong. @throws BlockedAddressError */
  dial(take: TakeBytes, connected: (error: Error | null) => void): Socket {
    this.way.demandCallable(this.hostname);
    const socket = this.open({
      buffer: SHARED,
      callback: (size, bytes) => take((bytes as Buffer).subarray(0, size)),
    });
    const tooLate = setTimeout(() => socket.destroy(noConnection()), this.way.connectTimeoutMs);
    let isTold = false;
    const tell = (error: Error | null): void => {
      clearTimeout(tooLate);
      // It may be what the server could not go on with.
      if (error) this.session = undefined;
      if (!isTold) connected(error);
      isTold = true;
    };
    socket.once(this.isTls ? 'secureConnect' : 'connect', () => tell(null));
    socket.once('error', tell);
    socket.once('close', () => tell(closedByProvider()));
    return socket;
  }

  private open(onread: OnReadOpts): Socket {
    const { hostname: host, port, session } = this;
    const to: TcpNetConnectOpts = {
      ...{ host, port, lookup: this.way.lookup, onread },
      ...{ noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_DELAY_MS },
    };
    if (!this.isTls) return connectPlain(to);
    const socket = connectTls({
      ...to,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(session === undefined ? {} : { session }),
    });
    return socket.on('session', (next) => (this.session = next));
  }
}
