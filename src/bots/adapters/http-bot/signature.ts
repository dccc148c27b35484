import { createHmac, timingSafeEqual } from 'node:crypto';

export const TIMESTAMP_HEADER = 'x-lb-timestamp';
export const SIGNATURE_HEADER = 'x-lb-signature';

const MOST_SKEW_SECONDS = 300;
const SECONDS = /^\d{1,12}$/;

/** `sha256=` and the HMAC over the time and the raw body, as both ways of LangBot's HTTP bot carry it. */
export function signatureOf(secret: string, timestamp: string, body: Buffer | string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

/** What is wrong with a signed message; null when nothing is. @param now in seconds */
export function signatureProblem(
  secret: string,
  timestamp: string | undefined,
  signature: string | undefined,
  body: Buffer,
  now: number,
): string | null {
  if (timestamp === undefined || signature === undefined) return 'X-LB-Timestamp and X-LB-Signature are required';
  if (!SECONDS.test(timestamp) || Math.abs(now - Number(timestamp)) > MOST_SKEW_SECONDS)
    return 'X-LB-Timestamp must be in seconds, and within 300 of now';
  const [given, wanted] = [Buffer.from(signature), Buffer.from(signatureOf(secret, timestamp, body))];
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? null : 'X-LB-Signature is wrong';
}
