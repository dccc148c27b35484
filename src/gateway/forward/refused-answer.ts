import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { refusal } from '../../providers/transport/refusal.js';
import type { AttemptFailure } from '../routing/attempt-failure.js';
import { upstreamFailure, type UpstreamWords } from '../routing/upstream-failure.js';

/** Short words of a program, nothing that could hold a secret. */
const WORD = /^[A-Za-z0-9_.[\]-]{1,100}$/;

/** The failure that a provider's refusal is, with the parts that clients act on: OpenAI's `code` and `param`. */
export function refusedAnswer(
  route: ModelRoute,
  status: number,
  body: string,
  retryAfter: string | undefined,
): AttemptFailure {
  const error = refusal(route.target, { status, body, ...(retryAfter === undefined ? {} : { retryAfter }) });
  return upstreamFailure(error, route, wordsIn(body));
}

function wordsIn(body: string): UpstreamWords {
  const error = errorIn(body);
  const [code, param] = [wordOf(error['code']), wordOf(error['param'])];
  return { ...(code === undefined ? {} : { code }), ...(param === undefined ? {} : { param }) };
}

function errorIn(body: string): Record<string, unknown> {
  try {
    const { error } = JSON.parse(body) as { error?: unknown };
    return typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && WORD.test(value) ? value : undefined;
}
