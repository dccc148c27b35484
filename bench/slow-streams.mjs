/**
 * Streams that never end, to be in flight beside what is measured. The parent sends `{ports, tokens, bodies, streams}` once,
 * and then anything to learn how many are open.
 */
import { Buffer } from 'node:buffer';
import { createConnection } from 'node:net';
import process from 'node:process';

const REOPEN_MS = 100;
let open = 0;

function requestOf(port, token, body) {
  return `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`; // prettier-ignore
}

function hold(port, request) {
  const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
  let isOpen = false;
  socket.once('connect', () => socket.write(request));
  socket.on('data', (chunk) => {
    if (isOpen || !chunk.includes('data: ')) return;
    isOpen = true;
    open += 1;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    if (isOpen) open -= 1;
    setTimeout(() => hold(port, request), REOPEN_MS);
  });
}

process.once('message', ({ ports, tokens, bodies, streams }) => {
  for (let index = 0; index < streams; index++) {
    const port = ports[index % ports.length];
    hold(
      port,
      requestOf(port, tokens[index % tokens.length], bodies[Math.floor(index / ports.length) % bodies.length]),
    );
  }
  process.on('message', () => process.send({ open }));
});
process.on('disconnect', () => process.exit());
