import { createHash } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FakeAnswer, RecordedRequest } from './exchange.js';

/** RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [TEXT, CLOSE] = [1, 8];

/**
 * A web socket as the fakes have it: an answer of another status than 200 refuses the handshake; else the first message
 * becomes the request's body, and each piece of the answer to it one message.
 */
export function converse(
  incoming: IncomingMessage,
  socket: Duplex,
  request: RecordedRequest,
  decide: () => FakeAnswer | 'silence' | 'hang-up',
  breakOff: boolean,
): void {
  const atHandshake = decide();
  if (atHandshake === 'silence') return;
  if (atHandshake === 'hang-up') return void socket.destroy();
  if (atHandshake.status !== 200) return void refuse(socket, atHandshake);
  socket.on('error', () => socket.destroy());
  socket.write(accepting(incoming));
  onFrames(socket, (opcode, payload) => {
    if (opcode === CLOSE) return void socket.end(frame(CLOSE, payload));
    request.body = JSON.parse(payload.toString()) as unknown;
    const answer = decide();
    const pieces = typeof answer === 'string' ? [] : [answer.body].flat();
    for (const piece of breakOff ? pieces.slice(0, 1) : pieces) socket.write(frame(TEXT, Buffer.from(piece)));
    if (breakOff) socket.end(() => socket.destroy());
  });
}

function refuse(socket: Duplex, { status, headers = {}, body }: FakeAnswer): void {
  const text = String(body);
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(text), connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', text].join('\r\n'));
}

function accepting({ headers }: IncomingMessage): string {
  const accept = createHash('sha1')
    .update(`${headers['sec-websocket-key'] ?? ''}${GUID}`)
    .digest('base64');
  return [
    'HTTP/1.1 101 Switching Protocols',
    'upgrade: websocket',
    'connection: Upgrade',
    `sec-websocket-accept: ${accept}`,
    '\r\n',
  ].join('\r\n');
}

/** Whole, masked frames, as a client sends them. */
function onFrames(socket: Duplex, take: (opcode: number, payload: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let size = frameSize(rest); size !== null && rest.length >= size; size = frameSize(rest)) {
      const head = headSize(rest);
      const mask = rest.subarray(head, head + 4);
      const payload = Buffer.from(rest.subarray(head + 4, size).map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
      take((rest[0] ?? 0) & 0x0f, payload);
      rest = rest.subarray(size);
    }
  });
}

function headSize(bytes: Buffer): number {
  const length = (bytes[1] ?? 0) & 0x7f;
  return length < 126 ? 2 : length === 126 ? 4 : 10;
}

/** Null while too little has come to tell. */
function frameSize(bytes: Buffer): number | null {
  if (bytes.length < 2 || bytes.length < headSize(bytes)) return null;
  const length = (bytes[1] ?? 0) & 0x7f;
  const payload = length < 126 ? length : length === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return headSize(bytes) + 4 + payload;
}

function frame(opcode: number, payload: Buffer): Buffer {
  const size = payload.length;
  const head = Buffer.alloc(size < 126 ? 2 : 4);
  head[0] = 0x80 | opcode;
  head[1] = size < 126 ? size : 126;
  if (size >= 126) head.writeUInt16BE(size, 2);
  return Buffer.concat([head, payload]);
}
