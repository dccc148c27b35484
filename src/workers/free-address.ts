import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * The port that workers are to listen on: the one asked for, or a free one for 0, which has to be the same for those that
 * start later. @throws Error when somebody listens there, as listening itself would
 */
export async function freePort(host: string, port: number): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return bound;
}
