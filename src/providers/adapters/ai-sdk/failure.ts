import { parsedJson } from '../../transport/json-value.js';
import { APICallError } from '@ai-sdk/provider';
import { isNativeError } from 'node:util/types';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { connectionFailure, UNSENDABLE_CREDENTIAL } from '../../transport/connection-failure.js';
import { badAnswer, embeddedRefusal, refusal } from '../../transport/refusal.js';

const NO_ANSWER = 'The answer is not what the call is for';

/** What Node's `Headers` says of a value with line breaks, or beyond Latin-1. */
const UNSENDABLE = /invalid header value|ByteString/;

/** What the SDK threw, as our one failure. */
export function failureOf(target: ProviderTarget, error: unknown, signal: AbortSignal): ProviderCallError {
  const ours = innermost(error);
  if (ours !== null) return ours;
  if (signal.aborted) return connectionFailure(error, signal);
  if (UNSENDABLE.test(messageOf(error))) return new ProviderCallError('unauthorized', UNSENDABLE_CREDENTIAL);
  if (!APICallError.isInstance(error)) return badAnswer(target, NO_ANSWER, messageOf(error));
  const { statusCode: status, responseBody: body = '', responseHeaders = {} } = error;
  if (status === undefined) return connectionFailure(error, signal);
  if (status >= 200 && status < 300) return insideGoodStatus(target, status, body);
  const { 'retry-after': retryAfter, location } = responseHeaders;
  return refusal(target, {
    status,
    body,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(location === undefined ? {} : { location }),
  });
}

function insideGoodStatus(target: ProviderTarget, status: number, body: string): ProviderCallError {
  const json = parsedJson(body);
  const refusedWith = typeof json === 'object' && json !== null ? embeddedRefusal(json) : null;
  return refusedWith === null
    ? badAnswer(target, NO_ANSWER, body, status)
    : refusal(target, { status: refusedWith, body });
}

/** The guarded fetch's own failure, which the SDK wraps. */
function innermost(error: unknown): ProviderCallError | null {
  for (let each = error; isNativeError(each); each = each.cause) if (each instanceof ProviderCallError) return each;
  return null;
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : '';
}
