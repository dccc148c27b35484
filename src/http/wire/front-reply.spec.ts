import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { AnswerStamp } from './answer-stamp.js';
import { FrontReply, type ReplyLine } from './front-reply.js';

const DATE = /Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/;
const STAYS = 'Date: now\r\nConnection: keep-alive\r\nKeep-Alive: timeout=72\r\n';

/** A reply on a real socket, and all that its client got. */
class Line implements ReplyLine {
  readonly stamp = new AnswerStamp(72_500);
  readonly told: string[] = [];
  stays = true;
  readonly writes: number[] = [];

  constructor(
    readonly socket: Socket,
    private readonly client: Socket,
  ) {
    const { write } = socket;
    socket.write = ((bytes: string | Buffer, encoding: BufferEncoding) => {
      this.writes.push(bytes.length);
      return write.call(socket, bytes, encoding);
    }) as Socket['write'];
    socket.on('error', () => undefined);
  }

  answered(isLast: boolean): void {
    this.told.push(isLast ? 'last' : 'answered');
  }

  giveUpAfter(milliseconds: number): void {
    this.told.push(`after ${milliseconds}`);
  }

  async received(): Promise<string> {
    const parts: Buffer[] = [];
    this.client.on('data', (bytes: Buffer) => parts.push(bytes));
    this.socket.end();
    await once(this.client, 'end');
    return Buffer.concat(parts).toString('latin1').replace(DATE, 'Date: now');
  }
}

let server: Server;
let line: Line;
let client: Socket;
let reply: FrontReply;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = connect((server.address() as { port: number }).port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [Socket];
  line = new Line(socket, client);
  reply = new FrontReply(line);
});

afterEach(() => {
  client.destroy();
  line.socket.destroy();
  server.close();
});

describe('an answer of the front', () => {
  it('has the head that node would make, and goes out in one write', async () => {
    reply.writeHead(200, ['content-type', 'application/json', 'content-length', '2']);
    expect([reply.headersSent, line.writes]).toEqual([true, []]);
    reply.end('{}');
    expect(line.told).toEqual(['answered']);
    expect(line.writes).toHaveLength(1);
    expect(await line.received()).toBe(
      `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n${STAYS}\r\n{}`,
    );
  });

  it('without a length comes in chunks, each in one write', async () => {
    reply.writeHead(200, ['content-type', 'text/event-stream']);
    expect(reply.write('data: 1\n\n')).toBe(true);
    expect(reply.write('')).toBe(true);
    expect(reply.write(Buffer.from('data: é\n\n'))).toBe(true);
    reply.end('data: ü\n\n');
    expect(line.writes).toHaveLength(3);
    const head = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${STAYS}Transfer-Encoding: chunked\r\n\r\n`;
    expect(Buffer.from(await line.received(), 'latin1').toString()).toBe(
      `${head}9\r\ndata: 1\n\n\r\na\r\ndata: é\n\n\r\na\r\ndata: ü\n\n\r\n0\r\n\r\n`,
    );
  });

  it('may end with nothing', async () => {
    reply.writeHead(200, []);
    reply.write('a');
    reply.end();
    expect(await line.received()).toMatch(/\r\n\r\n1\r\na\r\n0\r\n\r\n$/);
  });

  it('may be nothing but a head', async () => {
    reply.writeHead(204, []);
    reply.end('nothing of this');
    expect(await line.received()).toBe(`HTTP/1.1 204 No Content\r\n${STAYS}\r\n`);
  });

  it.each([1024, 200_000])('passes %d bytes on as they are', async (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, at) => at % 256));
    reply.writeHead(200, ['content-length', String(2 * size)]);
    reply.write(bytes);
    reply.end(bytes);
    const [, body = ''] = (await line.received()).split(/\r\n\r\n([^]*)/);
    expect(Buffer.from(body, 'latin1').equals(Buffer.concat([bytes, bytes]))).toBe(true);
  });

  it('large pieces of which come in chunks, too', async () => {
    reply.writeHead(200, []);
    reply.write(Buffer.alloc(20_000, 'a'));
    reply.end(Buffer.alloc(20_000, 'b'));
    const answer = await line.received();
    const sent = `${'a'.repeat(20_000)}\r\n4e20\r\n${'b'.repeat(20_000)}\r\n0\r\n\r\n`;
    expect(answer.endsWith(`\r\n\r\n4e20\r\n${sent}`)).toBe(true);
  });

  it('is the last one of its connection where its head says so', async () => {
    reply.writeHead(413, ['connection', 'close', 'content-length', '0']);
    reply.end();
    expect(line.told).toEqual(['last']);
    expect(await line.received()).toBe(
      'HTTP/1.1 413 Payload Too Large\r\nconnection: close\r\ncontent-length: 0\r\nDate: now\r\n\r\n',
    );
  });

  it('is the last one, too, where the server closes', async () => {
    line.stays = false;
    reply.writeHead(200, ['content-length', '0']);
    reply.end();
    expect(line.told).toEqual(['last']);
    expect(await line.received()).toBe(
      'HTTP/1.1 200 OK\r\ncontent-length: 0\r\nDate: now\r\nConnection: close\r\n\r\n',
    );
  });

  it('has what is ours behind what is from elsewhere', async () => {
    reply.writeHead(200, ['x-a', 'theirs'], ['x-b', 'ours', 'x-c', '1']);
    reply.end('-');
    expect(await line.received()).toMatch(/^HTTP\/1.1 200 OK\r\nx-a: theirs\r\nx-b: ours\r\nx-c: 1\r\nDate: now\r\n/);
  });

  it('names what can not be sent', () => {
    const message = 'Invalid character in header content ["x-b"]';
    expect(() => reply.writeHead(200, ['x-a', 'a', 'x-b', '\n', 'x-c', '\n'])).toThrow(message);
  });

  it.each(['a\r\nb: c', 'a\nb', 'a\0', 'ā'])('does not get %j into its head', (value) => {
    const refused = expect.objectContaining({ name: 'TypeError', code: 'ERR_INVALID_CHAR' });
    expect(() => reply.writeHead(200, ['x-a', value])).toThrow(refused as never);
    expect([reply.headersSent, line.writes]).toEqual([false, []]);
  });

  it('tells when its client reads too slowly, and when it has caught up', async () => {
    reply.writeHead(200, []);
    while (reply.writableLength === 0) reply.write(Buffer.alloc(64 * 1024));
    expect(reply.write('more')).toBe(false);
    const told: string[] = [];
    reply.once('drain', () => told.push('drained'));
    client.resume();
    await once(line.socket, 'drain');
    reply.tellDrained();
    reply.tellDrained();
    expect(told).toEqual(['drained']);
  });

  it('tells whoever makes it that the client left, and takes nothing more', () => {
    const told: string[] = [];
    reply.attend({ leave: () => told.push('left') });
    reply.writeHead(200, []);
    reply.tellLeft();
    expect([reply.write('a'), told]).toEqual([false, ['left']]);
    reply.end('b');
    expect([line.writes, line.told]).toEqual([[], []]);
  });

  it('ends its connection only while it lasts', () => {
    reply.writeHead(200, []);
    reply.end();
    reply.destroy();
    expect(line.socket.destroyed).toBe(false);
    new FrontReply(line).destroy();
    expect(line.socket.destroyed).toBe(true);
  });

  it('writes nothing to a connection that its client has closed', async () => {
    client.end();
    line.socket.resume();
    await once(line.socket, 'end');
    line.socket.end();
    reply.writeHead(200, []);
    expect(reply.write('a')).toBe(false);
    reply.end();
    expect([line.writes, line.told]).toEqual([[], ['answered']]);
  });
});
