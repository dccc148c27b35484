import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';

/** Up to there it is cheaper to copy bytes behind what comes before them than to send them beside it. */
const MOST_COPIED_BYTES = 16 * 1024;

/** Writes in one piece whatever belongs together; texts are a character a byte. @returns what the socket says last */
export function send(socket: Socket, before: string, body: string | Buffer, after: string): boolean {
  if (typeof body === 'string') return socket.write(before + body + after, 'latin1');
  if (before === '' && after === '') return socket.write(body);
  if (body.length <= MOST_COPIED_BYTES) return socket.write(before + body.toString('latin1') + after, 'latin1');
  socket.cork();
  if (before !== '') socket.write(before, 'latin1');
  let isTaken = socket.write(body);
  if (after !== '') isTaken = socket.write(after, 'latin1');
  socket.uncork();
  return isTaken;
}
