/**
 * The floor: what a proxy in Node costs that does nothing but carry. `node:http` in, an undici pool out, the answer's
 * bytes as they come; a client that leaves ends its upstream request. No key, no log, no count, no back-pressure.
 */
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import process from 'node:process';
import { Pool } from 'undici';
import { announcePort } from './child-port.mjs';

const { UPSTREAM, UPSTREAM_KEY, PORT = '0' } = process.env;
const CARRIED = new Set(['content-type', 'content-length']);
const pool = new Pool(UPSTREAM, { connections: 256, pipelining: 1 });

/** undici's handler that writes an upstream's answer to the client. */
function carryTo(response) {
  let abortUpstream = null;
  response.on('close', () => {
    if (!response.writableFinished) abortUpstream?.();
  });
  return {
    onConnect(abort) {
      abortUpstream = abort;
    },
    onHeaders(status, rawHeaders) {
      const headers = {};
      for (let i = 0; i < rawHeaders.length; i += 2) {
        const name = rawHeaders[i].toString().toLowerCase();
        if (CARRIED.has(name)) headers[name] = rawHeaders[i + 1].toString();
      }
      response.writeHead(status, headers);
      return true;
    },
    onData(chunk) {
      response.write(chunk);
      return true;
    },
    onComplete() {
      response.end();
    },
    onError() {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    },
  };
}

function forward({ method, url, headers }, body, response) {
  const outgoing = {
    'content-type': headers['content-type'] ?? 'application/json',
    authorization: `Bearer ${UPSTREAM_KEY}`,
  };
  pool.dispatch({ method, path: url, headers: outgoing, body }, carryTo(response));
}

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    forward(request, body.length > 0 ? body : null, response);
  });
});
announcePort(server, Number(PORT));
