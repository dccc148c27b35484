/**
 * The load generator, a process of its own: keep-alive sockets that each send their next request when the answer to
 * the last is complete. The parent sends one {@link LoadSpec} after the other and gets a result for each.
 *
 * @typedef {object} LoadSpec
 * @property {number} port on 127.0.0.1
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {string[]} [tokens] bearer tokens, one picked at random for each request
 * @property {string} body JSON
 * @property {number} connections
 * @property {number} seconds
 * @property {number} [rate] requests a second over all connections; as fast as answers come when left out
 * @property {{status: number, events?: number}} expect status, and the chunks of a stream
 */
import { Buffer } from 'node:buffer';
import { createConnection } from 'node:net';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { clearTimeout } from 'node:timers';
import { MessageReader } from './http-messages.mjs';

/** For the answers still on their way when the time is over. */
const PATIENCE_MS = 15_000;
const EVENT = Buffer.from('data: ');
const DONE = Buffer.from('data: [DONE]');

function countEvents(body) {
  let events = 0;
  for (let at = body.indexOf(EVENT); at >= 0; at = body.indexOf(EVENT, at + EVENT.length)) events += 1;
  return events;
}

/** Null, or what is wrong with an answer. */
function faultOf({ status, events }, head, body) {
  const seen = Number(head.slice(9, 12));
  if (seen !== status) return `status ${seen}`;
  if (events === undefined) return body.length > 0 ? null : 'empty body';
  if (!body.includes(DONE)) return 'stream without [DONE]';
  const counted = countEvents(body) - 1;
  return counted === events ? null : `stream of ${counted} chunks`;
}

/** A function that gives the bytes of the next request. */
function requestsOf({ path, port, headers, tokens, body }) {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, 'content-type': 'application/json', ...headers });
  const start = `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`;
  const end = `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  if (!tokens) {
    const request = Buffer.from(start + end);
    return () => request;
  }
  const pick = () => tokens[Math.floor(Math.random() * tokens.length)];
  return () => Buffer.from(`${start}authorization: Bearer ${pick()}\r\n${end}`);
}

/** What one run saw; times in milliseconds. */
class Tally {
  requests = 0;
  lastAt = 0;
  faults = new Map();
  latencies = [];
  firstBytes = [];

  note(fault, latency, firstByte) {
    this.requests += 1;
    this.lastAt = performance.now();
    if (fault) return this.fault(fault);
    this.latencies.push(latency);
    this.firstBytes.push(firstByte);
  }

  fault(text) {
    this.faults.set(text, (this.faults.get(text) ?? 0) + 1);
  }

  /** @param {number} begun when the first request was sent, by `performance.now()` */
  summary(begun) {
    const seconds = Math.max(this.lastAt - begun, 1) / 1000;
    return {
      requests: this.requests,
      seconds,
      rps: this.requests / seconds,
      faults: Object.fromEntries(this.faults),
      ...{ p50: quantile(this.latencies, 0.5), p99: quantile(this.latencies, 0.99) },
      ...{ firstByteP50: quantile(this.firstBytes, 0.5), firstByteP99: quantile(this.firstBytes, 0.99) },
    };
  }
}

function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted.length > 0 ? sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] : null;
}

/** One keep-alive connection's requests until the deadline; settles when its last answer is complete. */
function driveConnection(spec, nextRequest, tally, firstAt, deadline) {
  const interval = spec.rate ? (spec.connections / spec.rate) * 1000 : 0;
  return new Promise((resolve) => {
    let socket;
    let isWaiting = false;
    let due = firstAt;
    let sentAt = 0;
    let firstByte = 0;
    const send = () => {
      if (performance.now() >= deadline) return finish();
      isWaiting = true;
      sentAt = performance.now();
      socket.write(nextRequest());
    };
    const sendWhenDue = () => {
      // Timers are late; at most one request is made up for.
      due = Math.max(due + interval, performance.now() - interval);
      const wait = due - performance.now();
      if (wait >= 1) setTimeout(send, wait);
      else send();
    };
    const finish = () => {
      clearTimeout(patience);
      socket.removeAllListeners('close').destroy();
      resolve();
    };
    const patience = setTimeout(
      () => {
        if (isWaiting) tally.fault('no answer in time');
        finish();
      },
      deadline - performance.now() + PATIENCE_MS,
    );
    const connect = () => {
      const reader = new MessageReader(
        (head, body) => {
          isWaiting = false;
          tally.note(faultOf(spec.expect, head, body), performance.now() - sentAt, firstByte - sentAt);
          if (interval > 0) sendWhenDue();
          else send();
        },
        () => (firstByte = performance.now()),
      );
      socket = createConnection({ host: '127.0.0.1', port: spec.port, noDelay: true });
      socket.on('data', (chunk) => reader.push(chunk));
      socket.on('error', () => {});
      socket.on('close', () => {
        tally.fault(isWaiting ? 'connection lost' : 'connection closed between requests');
        isWaiting = false;
        if (performance.now() < deadline) setTimeout(connect, 10);
        else finish();
      });
      socket.once('connect', () =>
        firstAt > performance.now() ? setTimeout(send, firstAt - performance.now()) : send(),
      );
    };
    connect();
  });
}

async function run(spec) {
  const tally = new Tally();
  const nextRequest = requestsOf(spec);
  const begun = performance.now();
  const deadline = begun + spec.seconds * 1000;
  const spread = spec.rate ? 1000 / spec.rate : 0;
  await Promise.all(
    Array.from({ length: spec.connections }, (_, index) =>
      driveConnection(spec, nextRequest, tally, begun + index * spread, deadline),
    ),
  );
  return tally.summary(begun);
}

process.on('message', (spec) => void run(spec).then((result) => process.send(result)));
process.on('disconnect', () => process.exit());
