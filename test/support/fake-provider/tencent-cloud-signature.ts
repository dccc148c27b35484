import { createHash, createHmac } from 'node:crypto';
import { type FakeAnswer, json, type RecordedRequest, type Refusal } from './exchange.js';

/** "Signature v3" recomputed from what came (cloud.tencent.com/document/api/1729/101843). */
export function isTc3Signed(
  { method, path, headers, rawBody }: RecordedRequest,
  service: string,
  secretId: string,
  secretKey: string,
): boolean {
  const timestamp = Number(headers['x-tc-timestamp']);
  if (!Number.isInteger(timestamp) || Math.abs(Date.now() / 1000 - timestamp) > 300) return false;
  const date = new Date(timestamp * 1000).toISOString().substring(0, 10);
  const canonical =
    `${method}\n${path}\n\n` +
    `content-type:${headers['content-type'] ?? ''}\nhost:${headers.host ?? ''}\n\n` +
    `content-type;host\n${digest(rawBody)}`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${digest(Buffer.from(canonical))}`;
  const dateKey = mac(Buffer.from(`TC3${secretKey}`), date);
  const signature = mac(mac(mac(dateKey, service), 'tc3_request'), toSign).toString('hex');
  return (
    headers.authorization ===
    `TC3-HMAC-SHA256 Credential=${secretId}/${date}/${service}/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`
  );
}

/** Every refusal is a 200 ("Responses" of Tencent Cloud's API reference). */
export function tencentRefusal(
  reason: Refusal,
  codes: Partial<Record<Refusal, readonly [string, string]>>,
): FakeAnswer {
  const [code, message] = codes[reason] ?? COMMON[reason];
  return tencentAnswer({ Error: { Code: code, Message: message } });
}

export function tencentAnswer(fields: object): FakeAnswer {
  return json(200, { Response: { ...fields, RequestId: 'ed93f3cb-f35e-473f-b9f3-0d451b8b79c6' } });
}

const COMMON: Readonly<Record<Refusal, readonly [string, string]>> = {
  unauthorized: [
    'AuthFailure.SignatureFailure',
    'The provided credentials could not be validated. Please check your signature is correct.',
  ],
  forbidden: ['UnauthorizedOperation', 'you are not authorized to perform operation'],
  region: ['UnsupportedRegion', 'The region is not supported.'],
  model_not_found: ['InvalidParameterValue.Model', '模型不存在'],
  bad_path: ['InvalidAction', 'The specified action is invalid or not found.'],
  rate_limited: [
    'RequestLimitExceeded',
    'Your current request times equals to 21 in a second, which exceeds the frequency limit 20.',
  ],
  quota: ['FailedOperation.ResourcePackExhausted', '资源包余量已用尽，请购买资源包或开通后付费'],
  bad_request: ['InvalidParameter', '参数错误'],
  max_tokens_unsupported: ['UnknownParameter', 'The parameter is not recognized.'],
  server_error: ['InternalError', 'An internal error has occurred.'],
};

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
