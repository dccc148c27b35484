import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What is done with a connection once its request has come. */
export type Hostility = (socket: Socket) => void;

export interface HostileUpstream {
  url: string;
  /** The first line of each request so far. */
  readonly requests: readonly string[];
  /** Connections that are open now. */
  readonly open: number;
  /** Connections that were closed, by whichever side. */
  readonly closed: number;
  /** What all connections have taken from it. */
  readonly bytesWritten: number;
  close(): Promise<void>;
}

const DRIP_MS = 20;
const MEGABYTE = 1024 * 1024;
const BLOCK = Buffer.alloc(64 * 1024, 'x');

const head = (...lines: string[]) => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`;
const JSON_HEAD = 'content-type: application/json';
const STREAM_HEAD = 'content-type: text/event-stream';
const CHUNKED = 'transfer-encoding: chunked';
const UNFRAMED = 'connection: close';

export const openAiEvent = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }], usage: null })}\n\n`;
export const ollamaLine = (content: string) => `${JSON.stringify({ message: { content }, done: false })}\n`;
const PIECES = [openAiEvent('Hello'), openAiEvent(' you')];

/** Writes for ever, or so many times, no faster than the other side reads. */
function flood(socket: Socket, block: Buffer | string, times = Infinity): void {
  let left = times;
  const more = (): void => {
    while (left > 0 && !socket.destroyed) {
      left -= 1;
      if (!socket.write(block)) return;
    }
    if (left === 0) socket.end();
  };
  socket.on('drain', more);
  more();
}

/** Writes a little again and again. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), DRIP_MS);
  socket.once('close', () => clearInterval(timer));
}

/** Writes, and then does the next thing once that has left. */
function after(socket: Socket, text: string | Buffer, next: () => void): void {
  socket.write(text, next);
}

const answering =
  (...parts: (string | Buffer)[]): Hostility =>
  (socket) =>
    socket.end(Buffer.concat(parts.map((part) => Buffer.from(part as string))));

/** Streams these events, whole and well. */
export const streaming = (...events: (string | Buffer)[]): Hostility =>
  answering(head(STREAM_HEAD, UNFRAMED), ...events);

/** Streams this for ever, as fast as it is taken. */
export const endless =
  (block: string | Buffer, type = STREAM_HEAD): Hostility =>
  (socket) =>
    after(socket, head(type, UNFRAMED), () => flood(socket, block));

/** Everything that a server may do to who asks it. */
export const HOSTILITIES = {
  silence: () => undefined,
  drips_its_head: (socket) => after(socket, 'HTTP/1.1 200 OK\r\nx-slow: ', () => drip(socket, 'x')),
  drips_its_body: (socket) => after(socket, head(STREAM_HEAD, UNFRAMED), () => drip(socket, 'x')),
  drips_its_refusal: (socket) =>
    after(socket, `HTTP/1.1 400 Bad Request\r\n${UNFRAMED}\r\n\r\n`, () => drip(socket, 'no ')),
  endless_line: endless(BLOCK),
  endless_events: endless(Buffer.from(PIECES.join('').repeat(200))),
  bytes_one_by_one: (socket) =>
    after(socket, head(STREAM_HEAD, CHUNKED), () => flood(socket, Buffer.from('1\r\nx\r\n'.repeat(5_000)))),
  endless_body: endless(BLOCK, JSON_HEAD),
  endless_head: (socket) =>
    after(socket, 'HTTP/1.1 200 OK\r\n', () => flood(socket, 'x-more: and more\r\n'.repeat(500))),
  endless_interim: (socket) => flood(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(20)),
  gzip_bomb: answering(head(JSON_HEAD, 'content-encoding: gzip', UNFRAMED), gzipSync(Buffer.alloc(64 * MEGABYTE))),
  compressed: answering(head(JSON_HEAD, 'content-encoding: br', UNFRAMED), 'whatever'),
  broken_chunking: answering(head(STREAM_HEAD, CHUNKED), 'zz\r\nno number\r\n'),
  garbage: answering('SSH-2.0-OpenSSH_9.6\r\n'),
  impossible_status: answering('HTTP/1.1 099 What\r\ncontent-length: 2\r\n\r\n{}'),
  reset_before_answer: (socket) => void socket.resetAndDestroy(),
  reset_in_stream: (socket) =>
    after(
      socket,
      `${head(STREAM_HEAD, CHUNKED)}1a
data: {"choices":[{}]}

dat
`,
      () => void setTimeout(() => socket.resetAndDestroy(), 50),
    ),
  reset_in_body: (socket) =>
    after(
      socket,
      `${head(JSON_HEAD, 'content-length: 100')}{"id":`,
      () => void setTimeout(() => socket.resetAndDestroy(), 50),
    ),
  shorter_than_told: answering(head(JSON_HEAD, 'content-length: 100'), '{"id":'),
  longer_than_told: answering(
    head(JSON_HEAD, 'content-length: 2'),
    '{}HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nstolen',
  ),
  two_lengths: answering(head(JSON_HEAD, 'content-length: 2', CHUNKED), '2\r\n{}\r\n0\r\n\r\n'),
  redirect: answering('HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/latest\r\ncontent-length: 0\r\n\r\n'),
  no_content: answering('HTTP/1.1 204 No Content\r\n\r\n'),
  empty: answering(head(JSON_HEAD, 'content-length: 0')),
  huge_refusal: (socket) =>
    after(socket, `HTTP/1.1 400 Bad Request\r\n${UNFRAMED}\r\n\r\n`, () => flood(socket, BLOCK, 800)),
} satisfies Record<string, Hostility>;

/** A server that does this to everybody; `deaf` ones do not even read what they are asked. */
export async function startHostileUpstream(hostility: Hostility, { deaf = false } = {}): Promise<HostileUpstream> {
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  let closed = 0;
  let written = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      sockets.delete(socket);
      closed += 1;
      written += socket.bytesWritten;
    });
    if (deaf) socket.pause();
    else
      whenAsked(socket, (line) => {
        requests.push(line);
        hostility(socket);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get open() {
      return sockets.size;
    },
    get closed() {
      return closed;
    },
    get bytesWritten() {
      return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, written);
    },
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Requests to it have a length; further ones on the same connection are answered too. */
function whenAsked(socket: Socket, answer: (line: string) => void): void {
  let came = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    came = Buffer.concat([came, chunk]);
    const end = came.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(came.toString('latin1', 0, end))?.[1] ?? 0);
    if (came.length < end + 4 + length) return;
    const line = came.toString('latin1', 0, came.indexOf('\r\n'));
    came = came.subarray(end + 4 + length);
    answer(line);
  });
}
