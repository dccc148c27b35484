import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import type { Beside } from './beside.js';
import { FrontDoor } from './front-door.js';
import type { AttendedReply } from './wire-reply.js';

const POST = 'POST /v1/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n';

let server: Server;
let door: FrontDoor;
let client: Socket;
let taken: Socket;
let replies: AttendedReply[];

beforeEach(async () => {
  replies = [];
  const beside: Beside = {
    take: () => false,
    serves: () => true,
    takeWhole: (_, _body, reply) => void replies.push(reply),
  };
  server = createServer({ keepAliveTimeout: 5000 }, (request, response) => {
    request.on('end', () => response.end('by node'));
    request.resume();
  });
  door = new FrontDoor(server, 'connection', () => beside);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  client = connect((server.address() as { port: number }).port, '127.0.0.1');
  [taken] = (await once(server, 'connection')) as [Socket];
});

afterEach(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

async function send(text: string): Promise<void> {
  const read = taken.bytesRead;
  client.write(text);
  while (taken.bytesRead < read + text.length) await new Promise(setImmediate);
}

function sweep(times: number): void {
  for (let time = 0; time < times; time += 1) door.sweep();
}

async function answer(): Promise<string> {
  const [bytes] = (await once(client, 'data')) as [Buffer];
  return bytes.toString();
}

/** Answers a client that does not read, with more than its connection takes. */
function answerUnread(): AttendedReply {
  client.pause();
  const [reply] = replies;
  reply!.writeHead(200, []);
  while (reply!.writableLength === 0) reply!.write(Buffer.alloc(256 * 1024));
  reply!.end('the end');
  return reply!;
}

describe('the front', () => {
  it.each([
    ['the beginning of a head', POST.slice(0, 9), `${POST.slice(9)}hello`],
    ['a head', POST, 'hello'],
    ['the beginning of a body', `${POST}he`, 'llo'],
  ])('hands a connection over that sent %s for a second', async (_, before, after) => {
    await send(before);
    sweep(2);
    client.write(after);
    expect(await answer()).toMatch(/by node/);
    expect(replies).toEqual([]);
  });

  it('keeps one that was opened ahead of its first request, for as long as any that is idle', async () => {
    sweep(5);
    await send(`${POST}hello`);
    expect(replies).toHaveLength(1);
  });

  it('ends one on which nothing comes at all', () => {
    sweep(6);
    expect(taken.destroyed).toBe(true);
  });

  it('waits for a second', async () => {
    await send(POST);
    sweep(1);
    await send('hello');
    expect(replies).toHaveLength(1);
  });

  it('waits for an answer as long as that takes', async () => {
    await send(`${POST}hello`);
    sweep(100);
    replies[0]!.writeHead(200, ['content-length', '4']);
    replies[0]!.end('late');
    expect(await answer()).toMatch(/late$/);
  });

  it('ends a connection that is idle for longer than it is kept', async () => {
    await send(`${POST}hello`);
    sweep(3);
    replies[0]!.writeHead(200, ['content-length', '4']);
    replies[0]!.end('done');
    expect(await answer()).toMatch(/Keep-Alive: timeout=5\r\n\r\ndone$/);
    sweep(5);
    expect(taken.destroyed).toBe(false);
    sweep(1);
    expect(taken.destroyed).toBe(true);
  });

  it('ends a connection on which more comes ahead than a request, and tells that its client has left', async () => {
    await send(`${POST}hello`);
    const leave = jest.fn();
    replies[0]!.attend({ leave });
    client.on('error', () => undefined);
    client.write('x'.repeat(300 * 1024));
    await once(taken, 'close');
    expect(leave).toHaveBeenCalledTimes(1);
  });

  it('keeps a connection whose client has read its answer, though it was given little time for that', async () => {
    await send(`${POST}hello`);
    replies[0]!.writeHead(200, ['content-length', '4']);
    replies[0]!.end('done');
    replies[0]!.setTimeout(1);
    expect(await answer()).toMatch(/done$/);
    await once(taken, 'timeout');
    expect(taken.destroyed).toBe(false);
    await send(`${POST}again`);
    expect(replies).toHaveLength(2);
  });

  it('ends a connection whose client does not read an answer’s end, once the server closes', async () => {
    await send(`${POST}hello`);
    answerUnread();
    const timeout = jest.spyOn(taken, 'setTimeout');
    server.close();
    server.closeIdleConnections();
    expect(timeout).toHaveBeenLastCalledWith(5000);
    taken.emit('timeout');
    expect(taken.destroyed).toBe(true);
  });

  it('ends a connection that takes nothing of an answer for too long', async () => {
    await send(`${POST}hello`);
    answerUnread().setTimeout(1);
    await once(taken, 'close');
    expect(taken.destroyed).toBe(true);
  });

  it.each(['is idle', 'is to close'])(
    'lets a slow client read its answer to the end, though the server %s',
    async (why) => {
      await send(`${POST}hello`);
      answerUnread();
      if (why === 'is to close') server.close();
      else sweep(100);
      let end = '';
      client.on('data', (bytes: Buffer) => (end = (end + bytes.toString('latin1')).slice(-100)));
      client.resume();
      while (!end.endsWith('7\r\nthe end\r\n0\r\n\r\n')) await new Promise(setImmediate);
    },
  );

  it('lets no time-out of an answer end what comes after it', async () => {
    await send(`${POST}hello`);
    replies[0]!.writeHead(200, ['content-length', '0']);
    replies[0]!.end();
    replies[0]!.setTimeout(60_000);
    expect(taken.timeout).toBe(60_000);
    await send(`${POST}hello`);
    expect(taken.timeout).toBe(0);
    replies[1]!.writeHead(200, ['content-length', '0']);
    replies[1]!.end();
    replies[1]!.setTimeout(60_000);
    sweep(1);
    expect(taken.timeout).toBe(0);
  });

  it('leaves a client to node that asks on and reads nothing', async () => {
    await send(`${POST}hello`);
    answerUnread();
    await send(`${POST}hello`);
    expect(replies).toHaveLength(1);
    let received = '';
    client.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')));
    client.resume();
    while (!received.endsWith('by node')) await new Promise(setImmediate);
  });
});
