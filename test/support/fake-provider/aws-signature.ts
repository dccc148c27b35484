import { createHash, createHmac } from 'node:crypto';
import type { RecordedRequest } from './exchange.js';

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/;

interface AwsSignature {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: readonly string[];
  signature: string;
}

/** What an `Authorization` of Signature Version 4 says; null when it is none. */
export function readSignature({ headers }: Pick<RecordedRequest, 'headers'>): AwsSignature | null {
  const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''] =
    AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  return signature === '' ? null : { accessKeyId, date, region, service, signedHeaders: names.split(';'), signature };
}

type SignedParts = Pick<RecordedRequest, 'method' | 'path' | 'query' | 'headers' | 'rawBody'>;

/**
 * The signature that a request should have, computed from the request (docs.aws.amazon.com, "Create a signed AWS API
 * request"). `path` is as it came, and is encoded once more, as for every service but S3.
 */
export function expectedSignature(request: SignedParts, claimed: AwsSignature, secretAccessKey: string): string {
  const { date, region, service, signedHeaders } = claimed;
  const scope = [date, region, service, 'aws4_request'];
  const canonical = [
    request.method,
    request.path.split('/').map(encoded).join('/'),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${valueOf(request, name)}`),
    '',
    signedHeaders.join(';'),
    sha256(request.rawBody),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', valueOf(request, 'x-amz-date'), scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

function valueOf({ headers }: SignedParts, name: string): string {
  return String(headers[name] ?? '')
    .trim()
    .replace(/ +/g, ' ');
}

/** RFC 3986: everything but letters, digits, `-`, `.`, `_` and `~`. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
