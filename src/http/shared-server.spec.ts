import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { selfSignedCertificate } from '../../test/support/fake-provider/self-signed-certificate.js';
import { SharedServer, type SharedServerOptions } from './shared-server.js';
import type { Beside } from './wire/beside.js';
import { NodeReply } from './wire/node-reply.js';
import type { AttendedReply } from './wire/wire-reply.js';
import type { PlainRequest } from './wire/wire-request.js';

const POST = 'POST /v1/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n';
const GET = 'GET /v1/echo HTTP/1.1\r\nhost: a\r\n\r\n';
const DATE = /Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g;

/** Says what it was asked and by whom it was read; `/v1/later` is answered by the test, `/v1/unknown` attended by it too. */
class Echo implements Beside {
  readonly told: string[] = [];
  readonly later: AttendedReply[] = [];
  private heard: (() => void) | null = null;

  serves(method: string, url: string): boolean {
    return method !== 'DELETE' && url.startsWith('/v1/');
  }

  take(request: IncomingMessage, response: ServerResponse): boolean {
    if (!this.serves(request.method ?? '', request.url ?? '')) return false;
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => this.answer('node', request.url ?? '', body, new NodeReply(response)));
    return true;
  }

  takeWhole(request: PlainRequest, body: Buffer, reply: AttendedReply): void {
    this.answer('front', request.url, body.toString(), reply);
  }

  /** Once the next request for later has come. */
  asked(): Promise<void> {
    return new Promise((resolve) => (this.heard = resolve));
  }

  attend(reply: AttendedReply): void {
    reply.attend({ leave: () => this.told.push('left') });
  }

  private answer(reader: string, url: string, body: string, reply: AttendedReply): void {
    this.told.push(`${reader} ${body}`);
    if (url !== '/v1/unknown') this.attend(reply);
    if (url === '/v1/later' || url === '/v1/unknown') {
      this.later.push(reply);
      this.heard?.();
      return;
    }
    reply.writeHead(200, ['content-length', String(body.length)]);
    reply.end(body);
  }
}

/** A client that sends bytes as they are. */
class Client {
  received = '';
  private waiting: (() => void) | null = null;
  readonly isOver: Promise<void>;

  constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      this.received += bytes.toString('latin1');
      this.waiting?.();
    });
    this.isOver = new Promise((resolve) => socket.on('close', () => resolve()));
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** All that came up to there; it is forgotten then. */
  async until(end: string | RegExp): Promise<string> {
    for (;;) {
      const at = this.received.search(end);
      if (at !== -1) break;
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
    const all = this.received;
    this.received = '';
    return all.replace(DATE, 'Date: now');
  }
}

let echo: Echo;
let server: Server;
let clients: Socket[];

function listen(isWatched = false, tls: SharedServerOptions['tls'] = null): Promise<unknown> {
  const shared = new SharedServer({
    tls,
    headersTimeout: 30_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    isWatched,
  });
  shared.attach(echo);
  server = shared.create((request, response) => response.end(`others: ${request.method ?? ''}`));
  server.prependListener('connection', (socket: Socket) => accepted.push(socket));
  return once(server.listen(0, '127.0.0.1'), 'listening');
}

async function aClient(): Promise<Client> {
  const socket = connect((server.address() as { port: number }).port, '127.0.0.1');
  clients.push(socket);
  await once(socket, 'connect');
  return new Client(socket);
}

/** Sends pieces so that the server gets each for itself. */
async function sendApart(client: Client, pieces: readonly string[]): Promise<void> {
  const [taken] = await Promise.all([taking(), Promise.resolve()]);
  for (const piece of pieces) {
    const read = taken.bytesRead;
    client.send(piece);
    while (taken.bytesRead < read + piece.length) await new Promise(setImmediate);
  }
}

let accepted: Socket[];
const taking = async (): Promise<Socket> => {
  while (accepted.length < clients.length) await new Promise(setImmediate);
  return accepted.at(-1)!;
};

beforeEach(async () => {
  echo = new Echo();
  clients = [];
  accepted = [];
  await listen();
});

afterEach(() => {
  for (const socket of clients) socket.destroy();
  server.closeAllConnections();
  server.close();
});

const OK =
  'HTTP/1.1 200 OK\r\ncontent-length: 5\r\nDate: now\r\nConnection: keep-alive\r\nKeep-Alive: timeout=72\r\n\r\n';

describe('a plain request', () => {
  it('is answered by the front, as often as it comes', async () => {
    const client = await aClient();
    for (const body of ['hello', 'world']) {
      client.send(POST + body);
      expect(await client.until(body)).toBe(OK + body);
    }
    expect(echo.told).toEqual(['front hello', 'front world']);
  });

  it('is answered by node with the same bytes', async () => {
    const client = await aClient();
    client.send(`${POST.replace('host', 'x-a: 1\r\nx-a: 2\r\nhost')}hello`);
    expect(await client.until('hello')).toBe(OK + 'hello');
    expect(echo.told).toEqual(['node hello']);
  });

  it.each([
    ['its head and body', [POST, 'hello']],
    ['a head of two', [POST.slice(0, 30), `${POST.slice(30)}hello`]],
    ['a body of two', [`${POST}he`, 'llo']],
    ['single bytes', Array.from(`${POST}hello`)],
  ])('may come in pieces: %s', async (_, pieces) => {
    const client = await aClient();
    await sendApart(client, pieces);
    expect(await client.until('hello')).toBe(OK + 'hello');
    expect(echo.told).toEqual(['front hello']);
  });

  it('may have no body', async () => {
    const client = await aClient();
    client.send(GET);
    expect(await client.until('\r\n\r\n')).toBe(OK.replace('length: 5', 'length: 0'));
    expect(echo.told).toEqual(['front ']);
  });

  it('goes to node where somebody watches that', async () => {
    server.close();
    await listen(true);
    const client = await aClient();
    client.send(`${POST}hello`);
    expect(await client.until('hello')).toBe(OK + 'hello');
    expect(echo.told).toEqual(['node hello']);
  });
});

describe('any other request', () => {
  it.each([
    [
      'chunks',
      'POST /v1/echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
      'hello$',
    ],
    ['HTTP/1.0', 'POST /v1/echo HTTP/1.0\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello', 'Connection: close[^]*hello$'],
    ['a last one', POST.replace('host', 'connection: close\r\nhost') + 'hello', 'Connection: close[^]*hello$'],
    ['a question ahead', POST.replace('host', 'expect: 100-continue\r\nhost') + 'hello', '^HTTP/1.1 100 [^]*hello$'],
    ['a method of small letters', POST.replace('POST', 'post') + 'hello', '^HTTP/1.1 400 '],
    ['two lengths', POST.replace('host', 'content-length: 5\r\nhost') + 'hello', '^HTTP/1.1 400 '],
    ['no host', POST.replace('host', 'x-a') + 'hello', '^HTTP/1.1 400 '],
    ['no HTTP', 'hello\r\n\r\n', '^HTTP/1.1 400 '],
    ['another method', 'DELETE /v1/echo HTTP/1.1\r\nhost: a\r\n\r\n', 'others: DELETE'],
    ['another path', 'GET /api/v1/echo HTTP/1.1\r\nhost: a\r\n\r\n', 'others: GET'],
    ['a large body', `${POST.replace('5', '300004')}${'a'.repeat(300_000)}.end`, '\\.end$'],
  ])('is answered by node: %s', async (_, sent, answer) => {
    const client = await aClient();
    client.send(sent);
    await client.until(new RegExp(answer));
    expect(echo.told.filter((told) => told.startsWith('front'))).toEqual([]);
  });

  it('takes its connection with it', async () => {
    const client = await aClient();
    client.send(`${POST}first`);
    await client.until('first');
    client.send('GET /other HTTP/1.1\r\nhost: a\r\n\r\n');
    await client.until('others: GET');
    client.send(`${POST}third`);
    await client.until('third');
    expect(echo.told).toEqual(['front first', 'node third']);
  });
});

describe('requests that do not wait for answers', () => {
  it('are answered in their order', async () => {
    const client = await aClient();
    client.send(`${POST}firstPOST /v1/later HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n${POST}third`);
    await client.until('first');
    while (echo.later.length === 0) await new Promise(setImmediate);
    echo.later[0]!.writeHead(200, ['content-length', '6']);
    echo.later[0]!.end('second');
    expect(await client.until('third')).toMatch(/second[^]*third$/);
    expect(echo.told).toEqual(['front first', 'node ', 'node third']);
  });

  it('wait for an answer that takes its time', async () => {
    const client = await aClient();
    const asked = echo.asked();
    client.send('POST /v1/later HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n');
    await asked;
    const body = `${'b'.repeat(200_000)}.end`;
    client.send(`${POST.replace('5', String(body.length))}${body}`);
    while (accepted[0]!.bytesRead < body.length) await new Promise(setImmediate);
    echo.later[0]!.writeHead(200, ['content-length', '5']);
    echo.later[0]!.end('later');
    await client.until(/\.end$/);
    expect(echo.told).toEqual(['front ', `node ${body}`]);
  });
});

describe('a client that leaves', () => {
  async function streaming(): Promise<Client> {
    const client = await aClient();
    client.send('POST /v1/later HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n');
    await echo.asked();
    const [reply] = echo.later;
    reply!.writeHead(200, []);
    reply!.write('piece');
    await client.until('piece');
    return client;
  }

  it('in the middle of an answer is told of', async () => {
    const client = await streaming();
    const closed = new Promise((resolve) => accepted[0]!.on('close', resolve));
    client.socket.resetAndDestroy();
    await closed;
    expect(echo.told).toEqual(['front ', 'left']);
    expect(echo.later[0]!.write('more')).toBe(false);
    echo.later[0]!.end('more');
  });

  it('has left as soon as it says that it sends no more', async () => {
    const client = await streaming();
    client.socket.end();
    await client.isOver;
    expect(echo.told).toEqual(['front ', 'left']);
  });

  it.each([
    ['the front', false],
    ['node', true],
  ])('before anybody attends to its answer is told of then, by %s', async (_reader, isWatched) => {
    server.close();
    await listen(isWatched);
    const client = await aClient();
    const asked = echo.asked();
    client.send(POST.replace('echo', 'unknown') + 'hello');
    await asked;
    const closed = once(await taking(), 'close');
    client.socket.destroy();
    await closed;
    await new Promise(setImmediate);
    expect(echo.told).not.toContain('left');
    echo.attend(echo.later[0]!);
    expect(echo.told).toContain('left');
  });

  it('after an answer is not told of', async () => {
    const client = await aClient();
    client.send(`${POST}hello`);
    await client.until('hello');
    client.socket.end();
    await client.isOver;
    expect(echo.told).toEqual(['front hello']);
  });

  it('before its request was there is not told of', async () => {
    const client = await aClient();
    await sendApart(client, [POST, 'he']);
    client.socket.end();
    await client.isOver;
    expect(echo.told).toEqual([]);
  });

  it('is sent away by `destroy`', async () => {
    const client = await streaming();
    echo.later[0]!.destroy();
    await client.isOver;
    expect(echo.told).toEqual(['front ', 'left']);
  });
});

describe('a server that closes', () => {
  it('ends idle connections at once', async () => {
    const client = await aClient();
    client.send(`${POST}hello`);
    await client.until('hello');
    const closed = once(server, 'close');
    server.close();
    await Promise.all([client.isOver, closed]);
  });

  it('lets answers end, and their connections with them', async () => {
    const client = await aClient();
    client.send('POST /v1/later HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n');
    await echo.asked();
    const closed = once(server, 'close');
    server.close();
    echo.later[0]!.writeHead(200, []);
    echo.later[0]!.end('the end');
    await Promise.all([client.isOver, closed]);
    expect(await client.until('\r\n0\r\n')).toMatch(/Connection: close\r\n[^]*the end/);
  });

  it('lets an answer end that had begun before', async () => {
    const client = await aClient();
    client.send('POST /v1/later HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n');
    await echo.asked();
    echo.later[0]!.writeHead(200, []);
    echo.later[0]!.write('begun');
    const closed = once(server, 'close');
    server.close();
    echo.later[0]!.end();
    await Promise.all([client.isOver, closed]);
    expect(await client.until('\r\n0\r\n')).toMatch(/begun/);
  });

  it('answers a request that has begun to come', async () => {
    const client = await aClient();
    await sendApart(client, [POST, 'he']);
    const closed = once(server, 'close');
    server.close();
    client.send('llo');
    expect(await client.until('hello')).toMatch(/Connection: close\r\n/);
    await Promise.all([client.isOver, closed]);
  });

  it('may end whatever goes on', async () => {
    const client = await aClient();
    client.send('POST /v1/later HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n');
    await echo.asked();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await Promise.all([client.isOver, closed]);
    expect(echo.told).toEqual(['front ', 'left']);
  });
});

it('takes clients that only offer HTTP/1.0 within TLS', async () => {
  server.close();
  await listen(false, selfSignedCertificate());
  const { port } = server.address() as { port: number };
  const options = { host: '127.0.0.1', port, ALPNProtocols: ['http/1.0'], rejectUnauthorized: false };
  const socket = connectTls(options);
  clients.push(socket);
  await once(socket, 'secureConnect');
  expect(socket.alpnProtocol).toBe('http/1.0');
  let received = '';
  socket.on('data', (bytes: Buffer) => (received += bytes.toString()));
  socket.write('GET / HTTP/1.0\r\n\r\n');
  await once(socket, 'end');
  expect(received).toMatch(/others: GET$/);
});
