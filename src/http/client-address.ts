import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import type { AppConfig } from '../config/app-config.js';

/** Who a request comes from, behind the proxies that the operator trusts: as Fastify's `request.ip`, for raw requests. */
export function clientAddress({ trustProxy }: AppConfig): (request: IncomingMessage) => string {
  if (trustProxy === false) return ({ socket }) => socket.remoteAddress ?? '';
  const trusts = typeof trustProxy === 'object' ? proxyAddress.compile(trustProxy) : trustProxy;
  const isTrusted = trusts === true ? () => true : trusts;
  return (request) => proxyAddress(request, isTrusted);
}
