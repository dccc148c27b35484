import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FakeAnswer, FakeEndpoint, FakeProtocol, RecordedRequest } from './exchange.js';
import { type Behaviour, misbehave, type Misbehaviour } from './misbehaviour.js';
import { ollamaProtocol } from './ollama-protocol.js';
import { openAiProtocol } from './openai-protocol.js';
import { selfSignedCertificate } from './self-signed-certificate.js';

export interface FakeProviderOptions {
  kind: 'openai' | 'ollama';
  /** What the bearer must be; null: none is asked for. An OpenAI asks for one unless told, an Ollama doesn't. */
  apiKey?: string | null;
  /** The models there are: others are refused and these are listed. Left out: any name does. */
  models?: readonly string[];
  /** Paths that this server is too old, or too small, to have. */
  without?: readonly string[];
  /** Serves https with a certificate that nobody trusts. */
  tls?: boolean;
}

export interface FakeProvider {
  /** What a user would enter as base URL. */
  url: string;
  origin: string;
  apiKey: string | null;
  /** All requests so far, oldest first. */
  requests: readonly RecordedRequest[];
  /** Fails in this way from now on, at one call or at all; `well` ends it. */
  behave(mode: Behaviour, endpoint?: FakeEndpoint): void;
  close(): Promise<void>;
}

const PROTOCOLS: Readonly<Record<FakeProviderOptions['kind'], FakeProtocol>> = {
  openai: openAiProtocol,
  ollama: ollamaProtocol,
};

/** Models that are listed when a test has not said which there are. */
const LISTED = ['gpt-4o-mini', 'text-embedding-3-small', 'bge-reranker-v2-m3'];

/** A provider on loopback that answers, and refuses, as its protocol's reference says. */
export async function startFakeProvider(options: FakeProviderOptions): Promise<FakeProvider> {
  const protocol = PROTOCOLS[options.kind];
  const apiKey = options.apiKey === undefined ? defaultKey(options.kind) : options.apiKey;
  const requests: RecordedRequest[] = [];
  const misbehaviours: Misbehaviour[] = [];
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    void record(incoming).then((request) => {
      requests.push(request);
      deliver(
        response,
        decide(protocol, request, apiKey, options.models ?? null, options.without ?? [], misbehaviours),
      );
    });
  };
  const server = options.tls === true ? createTlsServer(selfSignedCertificate(), listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scheme = options.tls === true ? 'https' : 'http';
  const origin = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}${protocol.basePath}`,
    origin,
    apiKey,
    requests,
    behave: (mode, endpoint) => void misbehaviours.unshift(endpoint === undefined ? { mode } : { mode, endpoint }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function defaultKey(kind: FakeProviderOptions['kind']): string | null {
  return kind === 'openai' ? 'sk-fake-provider-key-0123456789' : null;
}

function decide(
  protocol: FakeProtocol,
  request: RecordedRequest,
  apiKey: string | null,
  models: readonly string[] | null,
  without: readonly string[],
  misbehaviours: readonly Misbehaviour[],
): FakeAnswer | 'silence' | 'hang-up' {
  const endpoint = protocol.endpointOf(request.method, request.path);
  if (endpoint === null || without.includes(request.path)) return protocol.refusal('bad_path', request);
  const mode = misbehaviours.find((each) => each.endpoint === undefined || each.endpoint === endpoint)?.mode ?? 'well';
  const misbehaved = misbehave(protocol, mode, endpoint, request);
  if (misbehaved !== null) return misbehaved;
  if (apiKey !== null && request.headers.authorization !== `Bearer ${apiKey}`) {
    return protocol.refusal('unauthorized', request);
  }
  const model = namedModel(request);
  if (models !== null && model !== null && !models.includes(model)) return protocol.refusal('model_not_found', request);
  return protocol.answer(endpoint, request, models ?? LISTED);
}

function namedModel({ body }: RecordedRequest): string | null {
  return typeof body === 'object' && body !== null && 'model' in body ? String(body.model) : null;
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('latin1');
  const isJson = incoming.headers['content-type'] === 'application/json';
  return {
    method: incoming.method ?? '',
    path: new URL(incoming.url ?? '/', 'http://fake').pathname,
    headers: incoming.headers,
    body: isJson ? (JSON.parse(Buffer.concat(chunks).toString()) as unknown) : text,
  };
}

function deliver(response: ServerResponse, answer: FakeAnswer | 'silence' | 'hang-up'): void {
  if (answer === 'silence') return;
  if (answer === 'hang-up') response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}
