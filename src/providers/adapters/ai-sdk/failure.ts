import { APICallError } from '@ai-sdk/provider';
import { isNativeError } from 'node:util/types';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import { connectionFailure } from '../../transport/connection-failure.js';
import { badAnswer, refusal } from '../../transport/refusal.js';

/** What the SDK threw, as our one failure. */
export function failureOf(target: ProviderTarget, error: unknown, signal: AbortSignal): ProviderCallError {
  const ours = innermost(error);
  if (ours !== null) return ours;
  if (signal.aborted) return connectionFailure(error, signal);
  if (!APICallError.isInstance(error)) return badAnswer(target, messageOf(error), '');
  const { statusCode: status, responseBody: body = '', responseHeaders = {} } = error;
  if (status === undefined) return connectionFailure(error, signal);
  if (status >= 200 && status < 300) return badAnswer(target, 'The answer is not what the call is for', body, status);
  const { 'retry-after': retryAfter, location } = responseHeaders;
  return refusal(target, {
    status,
    body,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(location === undefined ? {} : { location }),
  });
}

/** The guarded fetch's own failure, which the SDK wraps. */
function innermost(error: unknown): ProviderCallError | null {
  for (let each = error; isNativeError(each); each = each.cause) if (each instanceof ProviderCallError) return each;
  return null;
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : 'The answer is not what the call is for';
}
