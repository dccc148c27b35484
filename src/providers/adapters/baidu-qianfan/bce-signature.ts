import { createHmac } from 'node:crypto';

const VALID_SECONDS = 1800;
const SIGNED_HEADERS = 'host';

export interface BceRequest {
  host: string;
  path: string;
  /** Already sorted by name. */
  query: readonly (readonly [name: string, value: string])[];
  /** Milliseconds since 1970. */
  time: number;
}

/** Signs a GET by bce-auth-v1 ("生成认证字符串" of the cloud's general reference). */
export function bceAuthorization(
  { host, path, query, time }: BceRequest,
  accessKey: string,
  secretKey: string,
): string {
  const when = new Date(time).toISOString().replace(/\.\d{3}/, '');
  const prefix = `bce-auth-v1/${accessKey}/${when}/${VALID_SECONDS}`;
  const canonicalQuery = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  const canonical = ['GET', path, canonicalQuery, `host:${encoded(host)}`].join('\n');
  return `${prefix}/${SIGNED_HEADERS}/${hmac(hmac(secretKey, prefix), canonical)}`;
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** RFC 3986, which also encodes what `encodeURIComponent` leaves alone. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}
