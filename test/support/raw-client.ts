import { createHash } from 'node:crypto';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

/** What a client got. */
export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: number;
  sha256: string;
  /** The last of it. */
  tail: string;
  /** The answer ended as HTTP says that one does. */
  isWhole: boolean;
}

export interface Asking {
  /** Rejects when the connection ended before an answer began. */
  received: Promise<Received>;
  /** The answer has begun; nobody reads it until `received` is awaited by `read`. */
  begun: Promise<IncomingMessage>;
  leave(): void;
}

const TAIL_BYTES = 4096;

/** Sends JSON on a connection of its own, and reads whatever comes, remembering its end only. */
export function ask(url: string, headers: Record<string, string>, body: object): Asking {
  const sent = JSON.stringify(body);
  const outgoing = request(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) },
  });
  const begun = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
  });
  outgoing.end(sent);
  begun.catch(() => undefined);
  let reading: Promise<Received> | null = null;
  return {
    begun,
    get received() {
      return (reading ??= begun.then(read));
    },
    leave: () => void outgoing.destroy(),
  };
}

function read(answer: IncomingMessage): Promise<Received> {
  return new Promise((resolve) => {
    const hash = createHash('sha256');
    let bytes = 0;
    let tail = Buffer.alloc(0);
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      hash.update(chunk);
      tail = Buffer.from(Buffer.concat([tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES));
    });
    answer.on('error', () => undefined);
    answer.on('close', () => {
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        bytes,
        sha256: hash.digest('hex'),
        tail: tail.toString(),
        isWhole: answer.complete,
      });
    });
  });
}
