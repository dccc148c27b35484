import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FakeAnswer, FakeCredential, FakeEndpoint, FakeProtocol, RecordedRequest } from './exchange.js';
import { type Behaviour, misbehave, type Misbehaviour } from './misbehaviour.js';
import { converse } from './fake-socket.js';
import { FAKE_PROTOCOLS, type FakeKind } from './protocols.js';
import { selfSignedCertificate } from './self-signed-certificate.js';

export interface FakeProviderOptions {
  kind: FakeKind;
  /** What must be shown, where that is one `api_key`; null: nothing is asked for. The protocol's own unless told. */
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
  /** What a user would enter as credential, in the factory's own fields; empty when nothing is asked for. */
  credential: FakeCredential;
  /** All requests so far, oldest first. */
  requests: readonly RecordedRequest[];
  /** Fails in this way from now on, at one call or at all; `well` ends it. */
  behave(mode: Behaviour, endpoint?: FakeEndpoint): void;
  close(): Promise<void>;
}

/** Models that are listed when a test has not said which there are. */
const LISTED = ['gpt-4o-mini', 'text-embedding-3-small', 'bge-reranker-v2-m3'];

/** A provider on loopback that answers, and refuses, as its protocol's reference says. */
export async function startFakeProvider(options: FakeProviderOptions): Promise<FakeProvider> {
  const protocol = FAKE_PROTOCOLS[options.kind];
  const server: FakeServer = {
    protocol,
    credential: credentialOf(protocol, options.apiKey),
    models: options.models ?? null,
    without: options.without ?? [],
    misbehaviours: [],
  };
  const requests: RecordedRequest[] = [];
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    void record(incoming).then((request) => {
      requests.push(request);
      const mode = behaviourAt(server, protocol.endpointOf(request));
      deliver(response, decide(server, request, mode), mode === 'broken_off');
    });
  };
  const http = options.tls === true ? createTlsServer(selfSignedCertificate(), listener) : createServer(listener);
  const sockets = new Set<Duplex>();
  http.on('upgrade', (incoming: IncomingMessage, socket: Duplex) => {
    sockets.add(socket);
    const request = recorded(incoming, Buffer.alloc(0));
    requests.push(request);
    const mode = behaviourAt(server, protocol.endpointOf(request));
    converse(incoming, socket, request, () => decide(server, request, mode), mode === 'broken_off');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const scheme = options.tls === true ? 'https' : 'http';
  const origin = `${scheme}://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const credential = protocol.credentialAt?.(origin) ?? server.credential;
  server.credential = credential;
  return {
    url: `${origin}${protocol.basePath}`,
    origin,
    apiKey: credential?.['api_key'] ?? null,
    credential: credential ?? {},
    requests,
    behave: (mode, endpoint) =>
      void server.misbehaviours.unshift(endpoint === undefined ? { mode } : { mode, endpoint }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

interface FakeServer {
  protocol: FakeProtocol;
  credential: FakeCredential | null;
  models: readonly string[] | null;
  without: readonly string[];
  /** The newest first. */
  misbehaviours: Misbehaviour[];
}

function credentialOf(protocol: FakeProtocol, apiKey: string | null | undefined): FakeCredential | null {
  if (apiKey === undefined) return protocol.credential;
  return apiKey === null ? null : { ...protocol.credential, api_key: apiKey };
}

function behaviourAt({ misbehaviours }: FakeServer, endpoint: FakeEndpoint | null): Behaviour {
  return misbehaviours.find((each) => each.endpoint === undefined || each.endpoint === endpoint)?.mode ?? 'well';
}

function decide(
  { protocol, credential, models, without }: FakeServer,
  request: RecordedRequest,
  mode: Behaviour,
): FakeAnswer | 'silence' | 'hang-up' {
  const endpoint = protocol.endpointOf(request);
  if (endpoint === null || without.includes(request.path)) return protocol.refusal('bad_path', request);
  const misbehaved = misbehave(protocol, mode, endpoint, request);
  if (misbehaved !== null) return misbehaved;
  if (credential !== null && !protocol.isAuthorized(request, credential)) {
    return protocol.refusal('unauthorized', request);
  }
  const model = protocol.modelOf(request);
  if (models !== null && model !== null && !models.includes(model)) return protocol.refusal('model_not_found', request);
  return protocol.answer(endpoint, request, models ?? LISTED);
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return recorded(incoming, Buffer.concat(chunks));
}

function recorded(incoming: IncomingMessage, rawBody: Buffer): RecordedRequest {
  const isJson = /^application\/json\b/.test(incoming.headers['content-type'] ?? '');
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://fake');
  return {
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    headers: incoming.headers,
    body: isJson ? (JSON.parse(rawBody.toString()) as unknown) : rawBody.toString('latin1'),
    rawBody,
  };
}

function deliver(response: ServerResponse, answer: FakeAnswer | 'silence' | 'hang-up', breakOff: boolean): void {
  if (answer === 'silence') return;
  if (answer === 'hang-up') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  const pieces = piecesOf(answer.body);
  if (breakOff) {
    response.write(pieces[0] ?? '', () => response.destroy());
    return;
  }
  for (const piece of pieces) response.write(piece);
  response.end();
}

/** A whole body is as good as two halves to someone who hangs up between them. */
function piecesOf(body: FakeAnswer['body']): readonly (string | Buffer)[] {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return body;
  const bytes = Buffer.from(body);
  const middle = Math.ceil(bytes.length / 2);
  return [bytes.subarray(0, middle), bytes.subarray(middle)].filter((half) => half.length > 0);
}
