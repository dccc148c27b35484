import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database that can be cut, as a broken network or a stopped server would. */
export interface DatabaseProxy {
  /** The database's connection string, by way of the proxy. */
  url: string;
  /** Ends all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Lets connections through again. */
  mend(): Promise<void>;
  /** From now on nothing that the database says reaches those that are connected; not even that it is gone. */
  hold(): void;
  /** How many bytes are held. */
  held(): number;
  /** What was held arrives, all at once. */
  release(): void;
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const holds = new Set<Hold>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const hold = new Hold(client);
    holds.add(hold);
    client.on('close', () => holds.delete(hold));
    upstream.on('data', (piece: Buffer) => hold.pass(piece));
    client.pipe(upstream);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        if (socket === client || !hold.isOn) other.destroy();
      });
    }
  });
  const port = await listen(server, 0);
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  const cut = async () => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const mend = async () => {
    if (!server.listening) await listen(server, port);
  };
  return {
    url: url.href,
    cut,
    mend,
    hold: () => holds.forEach((hold) => (hold.isOn = true)),
    held: () => [...holds].reduce((sum, { bytes }) => sum + bytes, 0),
    release: () => holds.forEach((hold) => hold.release()),
  };
}

/** What waits on its way from the database to one client. */
class Hold {
  isOn = false;
  private pieces: Buffer[] = [];

  constructor(private readonly client: Socket) {}

  get bytes(): number {
    return Buffer.concat(this.pieces).length;
  }

  pass(piece: Buffer): void {
    if (this.isOn) this.pieces.push(piece);
    else this.client.write(piece);
  }

  release(): void {
    this.isOn = false;
    this.client.write(Buffer.concat(this.pieces));
    this.pieces = [];
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
