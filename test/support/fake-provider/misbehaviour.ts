import type { FakeAnswer, FakeEndpoint, FakeProtocol, RecordedRequest, Refusal } from './exchange.js';

/** Every way to fail: the protocol's own refusals, and answers that are none. */
export type Behaviour =
  | 'well'
  | Refusal
  /** A page, as a proxy or a wrong address gives. */
  | 'html'
  /** JSON that breaks off. */
  | 'truncated'
  /** Well formed, and nothing in it. */
  | 'empty'
  /** Sent elsewhere. */
  | 'redirect'
  /** Status 200 with an error inside. */
  | 'error_inside_200'
  /** Closes the connection instead of answering. */
  | 'hang_up'
  /** Begins its good answer and closes the connection in the middle of it. */
  | 'broken_off'
  /** Never answers. */
  | 'timeout';

export interface Misbehaviour {
  mode: Behaviour;
  /** Only this call; all of them when left out. */
  endpoint?: FakeEndpoint;
}

/** The answer that goes with a behaviour; null to answer well (if only for a while), `silence` and `hang-up` for none at all. */
export function misbehave(
  protocol: FakeProtocol,
  mode: Behaviour,
  endpoint: FakeEndpoint,
  request: RecordedRequest,
): FakeAnswer | 'silence' | 'hang-up' | null {
  if (mode === 'well' || mode === 'broken_off') return null;
  if (mode === 'timeout') return 'silence';
  if (mode === 'hang_up') return 'hang-up';
  if (mode === 'empty') return protocol.emptyAnswer(endpoint);
  if (mode === 'max_tokens_unsupported' && !hasField(request, 'max_tokens')) return null;
  return Object.hasOwn(NO_ANSWERS, mode)
    ? NO_ANSWERS[mode as keyof typeof NO_ANSWERS]
    : protocol.refusal(mode as Refusal, request);
}

const NO_ANSWERS = {
  html: {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Welcome</title><p>It works!</p>',
  },
  truncated: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"object":"list","da' },
  redirect: { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' }, body: '' },
  error_inside_200: {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { code: 402, message: 'Insufficient credits' } }),
  },
} satisfies Partial<Record<Behaviour, FakeAnswer>>;

function hasField({ body }: RecordedRequest, name: string): boolean {
  return typeof body === 'object' && body !== null && name in body;
}
