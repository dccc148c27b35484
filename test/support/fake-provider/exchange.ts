import type { IncomingHttpHeaders } from 'node:http';

/** A request as the fake saw it; tests read these. */
export interface RecordedRequest {
  method: string;
  path: string;
  /** What came after the `?`. */
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** Parsed when it was JSON, else the raw text. */
  body: unknown;
  /** The bytes, for those that sign them. */
  rawBody: Buffer;
}

/** What the fake answers. */
export interface FakeAnswer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Pieces are written one by one, as a stream would be. */
  body: string | Buffer | readonly (string | Buffer)[];
}

/** The calls a protocol knows, whatever their path. */
export type FakeEndpoint =
  | 'chat'
  | 'stream'
  | 'embeddings'
  | 'rerank'
  | 'speech'
  | 'transcriptions'
  | 'models'
  /** How many tokens a prompt has. */
  | 'count'
  | 'show'
  | 'version'
  /** A token for another call, or a call that costs nothing and proves a credential. */
  | 'token'
  | 'proof'
  /** What an earlier answer said where to find. */
  | 'file';

export type FakeCredential = Readonly<Record<string, string>>;

/** One protocol: which request is which call, how it answers well, and how it words a refusal. */
export interface FakeProtocol {
  /** The page of the vendor's reference that this follows. */
  reference: string;
  /** Appended to the origin to make the base URL a user would enter. */
  basePath: string;
  /** What opens this server unless a test says otherwise, in the factory's own fields; null: nothing is asked for. */
  credential: FakeCredential | null;
  /** Where a part of the credential names the server itself. */
  credentialAt?(origin: string): FakeCredential;
  isAuthorized(request: RecordedRequest, credential: FakeCredential): boolean;
  endpointOf(request: RecordedRequest): FakeEndpoint | null;
  /** The model that a request is for; null when it names none. */
  modelOf(request: RecordedRequest): string | null;
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

/** A text/event-stream with one event for each `data`, given as JSON or as it is; `event` names them where it is given. */
export function eventStream(events: readonly (string | object)[], nameOf?: (event: object) => string): FakeAnswer {
  const body = events.map((event) => {
    const name = typeof event === 'object' && nameOf !== undefined ? `event: ${nameOf(event)}\n` : '';
    return `${name}data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`;
  });
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
}

/** The fields of a JSON body; none when it was no object. */
export function bodyOf({ body }: RecordedRequest): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}

/** The `model` of a JSON body; null when there is none. */
export function modelInBody(request: RecordedRequest): string | null {
  const { model } = bodyOf(request);
  return typeof model === 'string' ? model : null;
}

/** Whether the credential's `api_key` came as bearer. */
export function hasBearer({ headers }: RecordedRequest, credential: FakeCredential): boolean {
  return headers.authorization === `Bearer ${credential['api_key'] ?? ''}`;
}
