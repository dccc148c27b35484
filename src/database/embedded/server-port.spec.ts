import { createServer, type AddressInfo } from 'node:net';
import { chooseFreePort } from './server-port.js';

describe('chooseFreePort', () => {
  it('moves away from a port that a stranger listens on, and returns to it once it is free', async () => {
    const stranger = createServer();
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    expect(await chooseFreePort(port)).not.toBe(port);
    await new Promise((resolve) => stranger.close(resolve));
    expect(await chooseFreePort(port)).toBe(port);
  });
});
