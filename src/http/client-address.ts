import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import type { AppConfig } from '../config/app-config.js';
import type { WireRequest } from './wire/wire-request.js';

/** Who a request comes from, behind the proxies that the operator trusts: as Fastify's `request.ip`, for raw requests. */
export function clientAddress({ trustProxy }: AppConfig): (request: WireRequest) => string {
  if (trustProxy === false) return ({ socket }) => socket.remoteAddress ?? '';
  const trusts = typeof trustProxy === 'object' ? proxyAddress.compile(trustProxy) : trustProxy;
  const isTrusted = trusts === true ? () => true : trusts;
  // It reads headers and the socket's address alone, though its types ask for all that node's class has.
  return ({ headers, socket }) => proxyAddress({ headers, socket } as IncomingMessage, isTrusted);
}
