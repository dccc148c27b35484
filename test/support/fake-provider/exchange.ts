import type { IncomingHttpHeaders } from 'node:http';

/** A request as the fake saw it; tests read these. */
export interface RecordedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** Parsed when it was JSON, else the raw text. */
  body: unknown;
}

/** What the fake answers. */
export interface FakeAnswer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: string | Buffer;
}

/** The calls a protocol knows, whatever their path. */
export type FakeEndpoint =
  'chat' | 'embeddings' | 'rerank' | 'speech' | 'transcriptions' | 'models' | 'show' | 'version';

/** One protocol: which path is which call, how it answers well, and how it words a refusal. */
export interface FakeProtocol {
  /** Appended to the origin to make the base URL a user would enter. */
  basePath: string;
  endpointOf(method: string, path: string): FakeEndpoint | null;
  answer(endpoint: FakeEndpoint, request: RecordedRequest, models: readonly string[]): FakeAnswer;
  /** An answer that is well formed and holds nothing. */
  emptyAnswer(endpoint: FakeEndpoint): FakeAnswer;
  refusal(reason: Refusal, request: RecordedRequest): FakeAnswer;
}

export type Refusal =
  | 'unauthorized'
  | 'forbidden'
  | 'region'
  | 'model_not_found'
  | 'bad_path'
  | 'rate_limited'
  | 'quota'
  | 'bad_request'
  | 'max_tokens_unsupported'
  | 'server_error';

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): FakeAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The `model` of a JSON body. */
export function modelOf(request: RecordedRequest): string {
  const { body } = request;
  return typeof body === 'object' && body !== null && 'model' in body ? String(body.model) : '';
}
