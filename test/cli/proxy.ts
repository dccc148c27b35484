import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Proxy {
  url: string;
  close(): Promise<void>;
}

/** Stands before a server, and does something before it hands on what was sent. */
export async function startProxy(target: string, before: (body: string) => Promise<void>): Promise<Proxy> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      await before(body);
      const { authorization = '', cookie = '', 'content-type': type = 'application/json' } = request.headers;
      const answer = await fetch(`${target}${request.url ?? ''}`, {
        method: request.method ?? 'GET',
        headers: { authorization, cookie, 'content-type': type },
        ...(body === '' ? {} : { body }),
      });
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
        'set-cookie': answer.headers.getSetCookie(),
      });
      response.end(await answer.text());
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, close };
}
