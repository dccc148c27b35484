import { createHash, createHmac } from 'node:crypto';

const ALGORITHM = 'TC3-HMAC-SHA256';
const SIGNED_HEADERS = 'content-type;host';

export interface Tc3Request {
  service: string;
  host: string;
  path: string;
  contentType: string;
  body: Buffer;
  /** Seconds since 1970, the same as in `X-TC-Timestamp`. */
  timestamp: number;
}

export interface Tc3Signed {
  authorization: string;
  signature: string;
}

/** Signs a POST without a query ("Signature v3", cloud.tencent.com/document/api/1729/101843). */
export function tc3Signed(request: Tc3Request, secretId: string, secretKey: string): Tc3Signed {
  const date = new Date(request.timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${request.service}/tc3_request`;
  const toSign = [ALGORITHM, request.timestamp, scope, sha256(canonical(request))].join('\n');
  const signature = hmac(signingKey(secretKey, date, request.service), toSign).toString('hex');
  const authorization = `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`;
  return { authorization, signature };
}

function canonical({ path, contentType, host, body }: Tc3Request): string {
  return ['POST', path, '', `content-type:${contentType}`, `host:${host}`, '', SIGNED_HEADERS, sha256(body)].join('\n');
}

function signingKey(secretKey: string, date: string, service: string): Buffer {
  return [date, service, 'tc3_request'].reduce<Buffer>(hmac, Buffer.from(`TC3${secretKey}`));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
