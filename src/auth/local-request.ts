import ipaddr from 'ipaddr.js';
import type { FastifyRequest } from 'fastify';
import type { AppConfig } from '../config/app-config.js';

/** What proxies add, each in its own way; one is enough to know that the peer is not who asks. */
const FORWARDING =
  /^(?:forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|.*-connecting-ip|.*-client-ip)$/;

const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

type Asked = Pick<FastifyRequest, 'headers'> & { raw: { socket: { remoteAddress?: string | undefined } } };

/**
 * Whether a request comes from the machine itself: the peer of the connection is a loopback address, no proxy speaks
 * for somebody else, and it was not a page of another site (or of a name that was made to point here) that had a
 * browser on this machine send it.
 */
export function isLocalRequest({ headers, raw }: Asked): boolean {
  return (
    isLoopback(raw.socket.remoteAddress ?? '') &&
    !Object.keys(headers).some((name) => FORWARDING.test(name)) &&
    LOCAL_HOST.test(headers.host ?? '') &&
    isOwnPage(headers.origin, headers.host ?? '')
  );
}

/** Whether a request can be told to be local at all: behind a proxy on this machine, who comes from afar can look so. */
export function mayBeLocal({ trustProxy, publicUrl }: Pick<AppConfig, 'trustProxy' | 'publicUrl'>): boolean {
  return trustProxy === false && (publicUrl === null || isLocalUrl(publicUrl));
}

/** Whether an address of this server leads to this machine only. */
export function isLocalUrl(url: string): boolean {
  return LOCAL_HOST.test(new URL(url).host);
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

function isOwnPage(origin: string | undefined, host: string): boolean {
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
