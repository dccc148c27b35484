/**
 * Asks with one key on many connections, and notes until when it was accepted. Times are the machine's monotonic clock in
 * milliseconds, which all processes share.
 *
 * The parent sends `{probe: ProbeSpec}`; it hears `{isWarm: true}` once all connections that begin at once were accepted.
 * `{begin: true}` starts the others. `{end: true}` ends all, and brings `{answers}`.
 *
 * @typedef {object} ProbeSpec
 * @property {{port: number, isLate: boolean}[]} connections late ones send their first request when told to
 * @property {string} token
 * @property {string} body
 * @property {number} pauseMs after each answer
 */
import { Buffer } from 'node:buffer';
import { createConnection } from 'node:net';
import process from 'node:process';
import { MessageReader } from './http-messages.mjs';

const now = () => Number(process.hrtime.bigint()) / 1e6;

/** One connection's requests, one after the other. */
class Prober {
  answers = [];
  #isOver = false;
  #sentAt = 0;

  constructor({ port }, { token, body, pauseMs }, onAnswer) {
    const head = `host: 127.0.0.1:${port}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
    const request = Buffer.from(`POST /v1/chat/completions HTTP/1.1\r\n${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`); // prettier-ignore
    const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
    const send = () => {
      if (this.#isOver) return void socket.destroy();
      this.#sentAt = now();
      socket.write(request);
    };
    const reader = new MessageReader((answer) => {
      this.answers.push({ sentAt: this.#sentAt, answeredAt: now(), status: Number(answer.slice(9, 12)) });
      onAnswer();
      setTimeout(send, pauseMs);
    });
    socket.on('data', (chunk) => reader.push(chunk));
    socket.on('error', () => {});
    socket.once('connect', send);
  }

  end() {
    this.#isOver = true;
  }
}

let probers = [];
let begin = () => {};

function probe(spec) {
  const early = spec.connections.filter(({ isLate }) => !isLate);
  const onAnswer = () => {
    if (isWarm || !probers.every(({ answers }) => answers.some(({ status }) => status === 200))) return;
    isWarm = true;
    process.send({ isWarm });
  };
  let isWarm = false;
  probers = early.map((connection) => new Prober(connection, spec, onAnswer));
  begin = () => {
    const late = spec.connections.filter(({ isLate }) => isLate);
    probers.push(...late.map((connection) => new Prober(connection, spec, onAnswer)));
  };
}

function end() {
  for (const prober of probers) prober.end();
  process.send({ answers: probers.map(({ answers }) => answers) });
}

process.on('message', (message) => {
  if (message.probe) probe(message.probe);
  else if (message.begin) begin();
  else end();
});
process.on('disconnect', () => process.exit());
