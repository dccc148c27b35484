import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { catalogFactory } from '../../../test/support/fake-provider/fake-target.js';
import { OutboundGuard } from '../outbound-guard.js';
import { guardedSocket } from './guarded-socket.js';

/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

describe('guardedSocket, at a server that says nothing after the handshake', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const openSocket = guardedSocket(guard.dispatcher);
  const target = { factory: catalogFactory('XunFei Spark'), baseUrl: '', credential: {} };
  let server: Server;
  let url: string;
  let gone: Promise<unknown>;

  beforeEach(async () => {
    server = createServer();
    gone = new Promise((resolve) => {
      server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
        const key = request.headers['sec-websocket-key'] ?? '';
        const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
        socket.on('end', () => resolve(socket.end())).resume();
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
        );
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(() => server.close());
  afterAll(() => guard.close());

  it('stops waiting for messages when it is aborted', async () => {
    const abort = new AbortController();
    const socket = await openSocket(target, url, { signal: abort.signal });
    const message = socket.messages[Symbol.asyncIterator]().next();
    const stopped = expect(message).rejects.toMatchObject({ causeClass: 'timeout' });
    abort.abort();

    await stopped;
    await gone;
  });

  it('keeps no connection after it is closed', async () => {
    const socket = await openSocket(target, url, { signal: new AbortController().signal });
    socket.close();

    await expect(gone).resolves.toBeDefined();
  });
});
