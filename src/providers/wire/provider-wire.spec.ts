import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { selfSignedCertificate } from '../../../test/support/fake-provider/self-signed-certificate.js';
import { OutboundGuard } from '../outbound-guard.js';
import type { AnswerHead } from './answer-head.js';
import type { AnswerTaker, OngoingCall, WireCall } from './wire-call.js';

/** Takes an answer, and remembers all that it was told. */
class Taker implements AnswerTaker {
  readonly told: string[] = [];
  call: OngoingCall | null = null;
  text = '';
  isWanted = true;
  takesPieces = true;
  readonly over = new Promise<void>((resolve) => (this.isOver = resolve));
  readonly taken = new Promise<void>((resolve) => (this.isTaken = resolve));
  private isOver!: () => void;
  private isTaken!: () => void;

  connected(call: OngoingCall): boolean {
    this.call = call;
    return this.isWanted;
  }
  interim(): void {
    this.told.push('interim');
  }
  begun({ status }: AnswerHead): void {
    this.told.push(String(status));
  }
  piece(bytes: Buffer): boolean {
    this.text += bytes.toString();
    this.isTaken();
    return this.takesPieces;
  }
  ended(): void {
    this.told.push('ended');
    this.isOver();
  }
  failed(error: Error & { code?: string }): void {
    this.told.push(`failed: ${error.code ?? error.message}`);
    this.isOver();
  }
}

const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
const whole = (body: string, ...lines: string[]): string =>
  ['HTTP/1.1 200 OK', `content-length: ${body.length}`, ...lines, '', body].join('\r\n');

describe('the wire to a provider', () => {
  let server: Server;
  let guard: OutboundGuard;
  let origin: string;
  let sockets: Socket[];
  let requests: string[];
  /** What is done with each request, one after the other; the last one again and again. */
  let answers: ((socket: Socket) => void)[];

  beforeEach(async () => {
    [sockets, requests, answers] = [[], [], []];
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        requests.push(bytes.toString('latin1'));
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        answer?.(socket);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  });

  afterEach(async () => {
    await guard.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const call = (more: Partial<WireCall> = {}): WireCall => {
    const body = more.body ?? Buffer.from('{"a":"ü"}');
    const head = `POST /v1 HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n`;
    return { head, body, firstByteMs: 60_000, idleMs: 60_000, ...more };
  };

  async function ask(more: Partial<WireCall> = {}, to = origin): Promise<Taker> {
    const taker = new Taker();
    guard.wire.dispatch(to, call(more), taker);
    await taker.over;
    return taker;
  }

  it('sends what it is given and tells what comes', async () => {
    answers = [(socket) => socket.write(whole('ünd'.slice(1)))];
    const taker = await ask();
    expect([taker.told, taker.text]).toEqual([['200', 'ended'], 'nd']);
    expect(requests).toEqual([`${call().head}${Buffer.from('{"a":"ü"}').toString('latin1')}`]);
  });

  it('sends a large body as it is', async () => {
    const body = Buffer.from('ü'.repeat(100_000));
    let came = 0;
    const all = call({ body }).head.length + body.length;
    answers = [
      (socket) => {
        came = requests.join('').length;
        if (came === all) socket.write(whole('x'));
      },
    ];
    expect((await ask({ body })).told).toEqual(['200', 'ended']);
    expect(requests.join('').slice(-body.length)).toBe(body.toString('latin1'));
  });

  it('uses a connection again, and no other while it is free', async () => {
    answers = [(socket) => socket.write(whole('1')), (socket) => socket.write(`${CHUNKED}1\r\n2\r\n0\r\n\r\n`)];
    const texts = [await ask(), await ask(), await ask()].map(({ text }) => text);
    expect([texts, sockets.length]).toEqual([['1', '2', '2'], 1]);
  });

  it('makes another connection while the first is taken', async () => {
    const first = new Taker();
    answers = [(socket) => socket.write(`${CHUNKED}1\r\na\r\n`), (socket) => socket.write(whole('b'))];
    guard.wire.dispatch(origin, call(), first);
    await first.taken;
    expect((await ask()).text).toBe('b');
    sockets[0]?.write('0\r\n\r\n');
    await first.over;
    expect([first.told, first.text, sockets.length]).toEqual([['200', 'ended'], 'a', 2]);
  });

  it.each([
    ['that the provider closes', whole('x', 'connection: close')],
    ['on which more came than was asked for', `${whole('x')}HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nstolen`],
    ['with bytes after the last chunk', `${CHUNKED}1\r\nx\r\n0\r\n\r\nstolen`],
  ])('does not use a connection again %s', async (_which, answer) => {
    answers = [(socket) => socket.write(answer)];
    expect([(await ask()).text, (await ask()).text]).toEqual(['x', 'x']);
    expect(sockets.length).toBe(2);
  });

  it('takes the end of the connection for the end of an answer that has no other', async () => {
    answers = [(socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall')];
    const taker = await ask();
    expect([taker.told, taker.text]).toEqual([['200', 'ended'], 'all']);
  });

  it('passes over what comes in between', async () => {
    answers = [(socket) => socket.write(`HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${whole('x')}`)];
    expect((await ask()).told).toEqual(['interim', 'interim', '200', 'ended']);
  });

  it('waits for no answer that only ever has others before it', async () => {
    const interim = 'HTTP/1.1 103 Early Hints\r\n\r\n';
    answers = [(socket) => socket.write(`${interim.repeat(32)}${whole('x')}`)];
    expect((await ask()).told.slice(-2)).toEqual(['200', 'ended']);
    answers = [(socket) => socket.write(interim.repeat(33))];
    expect((await ask()).told.at(-1)).toBe('failed: The answer is not HTTP: too much comes before it');
  });

  it('reads an answer that comes a byte at a time', async () => {
    answers = [
      (socket) => {
        for (const byte of `${CHUNKED}2\r\nab\r\n1\r\nc\r\n0\r\n\r\n`) socket.write(byte);
      },
    ];
    const taker = await ask();
    expect([taker.told, taker.text]).toEqual([['200', 'ended'], 'abc']);
  });

  it.each([
    ['closes before it answers', (socket: Socket) => socket.end(), ['failed: ECONNRESET']],
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy(), ['failed: ECONNRESET']],
    [
      'closes in the middle',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx'),
      ['200', 'failed: ECONNRESET'],
    ],
    [
      'closes in the middle of chunks',
      (socket: Socket) => socket.end(`${CHUNKED}1\r\nx\r\n`),
      ['200', 'failed: ECONNRESET'],
    ],
    [
      'speaks another language',
      (socket: Socket) => socket.end('SSH-2.0\r\n'),
      ['failed: The answer is not HTTP: no status line'],
    ],
    [
      'wants another protocol',
      (socket: Socket) => socket.write('HTTP/1.1 101 Switching\r\n\r\n'),
      ['failed: The answer is not HTTP: it wants another protocol'],
    ],
    [
      'has no end of its head',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(4_000)}`),
      ['failed: The answer is not HTTP: its head has no end'],
    ],
    [
      'breaks its chunks',
      (socket: Socket) => socket.write(`${CHUNKED}zz\r\n`),
      ['200', 'failed: The answer is not HTTP: a chunk has no size'],
    ],
  ] as const)('tells of a provider that %s', async (_what, answer, told) => {
    answers = [answer];
    expect((await ask()).told).toEqual(told);
  });

  it('tells of a provider that does not answer in time, and of one that stops', async () => {
    answers = [() => undefined, (socket) => socket.write(`${CHUNKED}1\r\nx\r\n`)];
    expect((await ask({ firstByteMs: 1 })).told).toEqual(['failed: ETIMEDOUT']);
    expect((await ask({ idleMs: 1 })).told).toEqual(['200', 'failed: ETIMEDOUT']);
  });

  it('waits for a taker that does not read, for which the provider is not to blame', async () => {
    const slow = new Taker();
    slow.takesPieces = false;
    answers = [(socket) => socket.write(`${CHUNKED}1\r\na\r\n`), () => undefined];
    guard.wire.dispatch(origin, call({ idleMs: 1 }), slow);
    await slow.taken;
    sockets[0]?.write('1\r\nb\r\n0\r\n\r\n');
    // As long as somebody else needs for the same time-out.
    expect((await ask({ firstByteMs: 1 })).told).toEqual(['failed: ETIMEDOUT']);
    expect([slow.told, slow.text]).toEqual([['200'], 'a']);
    slow.call?.resume();
    await slow.over;
    expect([slow.told, slow.text]).toEqual([['200', 'ended'], 'ab']);
  });

  it('tells nothing more to a taker that gave up, and closes its connection', async () => {
    const taker = new Taker();
    answers = [(socket) => socket.write(`${CHUNKED}1\r\na\r\n`)];
    guard.wire.dispatch(origin, call(), taker);
    await taker.taken;
    const [socket] = sockets;
    if (!socket) throw new Error('There is no connection');
    const closed = once(socket, 'close');
    taker.call?.abort();
    await closed;
    expect(taker.told).toEqual(['200']);
  });

  it('sends nothing for a taker that does not want it any more', async () => {
    const left = new Taker();
    left.isWanted = false;
    answers = [(socket) => socket.write(whole('x'))];
    guard.wire.dispatch(origin, call(), left);
    expect((await ask()).text).toBe('x');
    expect([left.told, requests.length]).toEqual([[], 1]);
  });

  it('goes only where the guard lets it', async () => {
    const elsewhere = origin.replace('127.0.0.1', '127.0.0.2');
    expect((await ask({}, elsewhere)).told).toEqual([expect.stringContaining('failed:')]);
    expect(requests).toEqual([]);
  });

  it('waits for a connection that takes its time', async () => {
    const slow = new OutboundGuard({
      allow: ['127.0.0.1'],
      resolve: () => new Promise((resolve) => (found = () => resolve([{ address: '127.0.0.1', family: 4 }]))),
    });
    let found = (): void => undefined;
    const taker = new Taker();
    answers = [() => undefined, (socket) => socket.write(whole('x'))];
    slow.wire.dispatch(origin.replace('127.0.0.1', 'provider.test'), call(), taker);
    // The clock that connections are judged by has gone on meanwhile.
    const late = new Taker();
    slow.wire.dispatch(origin, call({ firstByteMs: 1 }), late);
    await late.over;
    found();
    await taker.over;
    expect([late.told, taker.told]).toEqual([['failed: ETIMEDOUT'], ['200', 'ended']]);
    await slow.close();
  });

  it('speaks TLS, with nobody whose certificate is not known', async () => {
    const secure = createTlsServer(selfSignedCertificate(), (socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write(whole('x')));
    });
    secure.listen(0, '127.0.0.1');
    await once(secure, 'listening');
    const { port } = secure.address() as AddressInfo;
    expect((await ask({}, `https://127.0.0.1:${port}`)).told).toEqual(['failed: DEPTH_ZERO_SELF_SIGNED_CERT']);
    secure.close();
  });

  it('tells of a server that is not there', async () => {
    const port = Number(new URL(origin).port);
    await new Promise((resolve) => server.close(resolve));
    expect((await ask({}, `http://127.0.0.1:${port}`)).told).toEqual(['failed: ECONNREFUSED']);
  });

  it('tells a taker that fails at the end of it, and no one else on its connection', async () => {
    const first = new Taker();
    first.ended = () => {
      throw new Error('It failed');
    };
    answers = [(socket) => socket.write(whole('1')), (socket) => socket.write(whole('2'))];
    guard.wire.dispatch(origin, call(), first);
    await first.over;
    expect(first.told).toEqual(['200', 'failed: It failed']);
    expect((await ask()).told).toEqual(['200', 'ended']);
    expect(sockets.length).toBe(1);
  });

  it('begins nothing more once it is closed', async () => {
    await guard.close();
    expect((await ask()).told).toEqual(['failed: ECONNRESET']);
    expect(sockets).toEqual([]);
  });

  it('breaks off what is going on when it is closed', async () => {
    const taker = new Taker();
    answers = [(socket) => socket.write(`${CHUNKED}1\r\na\r\n`)];
    guard.wire.dispatch(origin, call(), taker);
    await taker.taken;
    await guard.close();
    expect(taker.told).toEqual(['200', 'failed: ECONNRESET']);
  });
});
