/**
 * A provider that costs next to nothing: OpenAI's chat, streams and embeddings from prepared bytes. The model's name
 * decides: `mock-paced` sends a stream's chunks some milliseconds apart, `mock-slow` a few seconds apart and without end,
 * all others at once. `GET /stats` tells for
 * each API key what was asked and how many tokens were reported.
 */
import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';
import process from 'node:process';
import { setInterval, clearInterval } from 'node:timers';
import { MessageReader } from './http-messages.mjs';
import { announcePort } from './child-port.mjs';

const CHUNKS = 50;
const PACE_MS = 5;
const SLOW_MS = 3_000;
const USAGE = { prompt_tokens: 90, completion_tokens: 160, total_tokens: 250 };
const EMBEDDING_USAGE = { prompt_tokens: 5, total_tokens: 5 };
const COMMON = { id: 'chatcmpl-bench', created: 1_750_000_000, model: 'mock-model' };
const SENTENCE = 'An answer of a length that is usual for chat, so that the gateway has some bytes to carry. ';

function answerOf(status, value) {
  const body = JSON.stringify(value);
  return Buffer.from(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const httpChunk = (text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const event = (value) => httpChunk(`data: ${JSON.stringify(value)}\n\n`);

function streamChunk(index, withUsage) {
  const isLast = index === CHUNKS - 1;
  const delta = index === 0 ? { role: 'assistant', content: '' } : isLast ? {} : { content: `word${index} ` };
  const choices = [{ index: 0, delta, finish_reason: isLast ? 'stop' : null }];
  return event({ ...COMMON, object: 'chat.completion.chunk', choices, ...(withUsage ? { usage: null } : {}) });
}

/** A stream's parts, the last of them with all that comes after the last chunk. */
function streamParts(withUsage) {
  const parts = Array.from({ length: CHUNKS }, (_, index) => streamChunk(index, withUsage));
  if (withUsage) parts.push(event({ ...COMMON, object: 'chat.completion.chunk', choices: [], usage: USAGE }));
  const end = `${httpChunk('data: [DONE]\n\n')}0\r\n\r\n`;
  parts.push(parts.pop() + end);
  parts[0] = `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n${parts[0]}`;
  return parts.map((part) => Buffer.from(part));
}

const CHAT = answerOf('200 OK', {
  ...COMMON,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: SENTENCE.repeat(9) }, finish_reason: 'stop' }],
  usage: USAGE,
});
const EMBEDDING = answerOf('200 OK', {
  object: 'list',
  data: [{ object: 'embedding', index: 0, embedding: Array.from({ length: 256 }, (_, index) => (index % 7) / 10) }],
  model: 'mock-embedding',
  usage: EMBEDDING_USAGE,
});
const MODELS = answerOf('200 OK', { object: 'list', data: [{ id: 'mock-model', object: 'model' }] });
const UNKNOWN = answerOf('404 Not Found', { error: { message: 'The benchmark does not ask for this', code: 404 } });
const STREAM = { plain: streamParts(false), usage: streamParts(true) };
const STREAM_AT_ONCE = { plain: Buffer.concat(STREAM.plain), usage: Buffer.concat(STREAM.usage) };

/** By the caller's API key: each target of the benchmark has one of its own. */
const statistics = new Map();

function countFor(head) {
  const key = /\r\nauthorization: *(?:bearer )?([^\r\n]*)/i.exec(head)?.[1] ?? '';
  let counts = statistics.get(key);
  if (!counts) statistics.set(key, (counts = { chat: 0, streams: 0, embeddings: 0, tokens: 0 }));
  return counts;
}

function sendPaced(socket, parts) {
  let next = 1;
  socket.write(parts[0]);
  const timer = setInterval(() => {
    if (next < parts.length && !socket.destroyed) socket.write(parts[next++]);
    else clearInterval(timer);
  }, PACE_MS);
}

function sendSlowly(socket, [first, next]) {
  socket.write(first);
  const timer = setInterval(() => socket.write(next), SLOW_MS);
  socket.once('close', () => clearInterval(timer));
}

function chat(socket, counts, { model, stream, stream_options: options }) {
  if (!stream) {
    counts.chat += 1;
    counts.tokens += USAGE.total_tokens;
    return socket.write(CHAT);
  }
  const kind = options?.include_usage ? 'usage' : 'plain';
  counts.streams += 1;
  if (kind === 'usage') counts.tokens += USAGE.total_tokens;
  if (model.startsWith('mock-slow')) return sendSlowly(socket, STREAM[kind]);
  return model === 'mock-paced' ? sendPaced(socket, STREAM[kind]) : socket.write(STREAM_AT_ONCE[kind]);
}

function answer(socket, head, body) {
  const [method, path] = head.split(' ', 2);
  if (method === 'GET' && path === '/stats') return socket.write(answerOf('200 OK', Object.fromEntries(statistics)));
  if (method === 'GET' && path === '/v1/models') return socket.write(MODELS);
  if (path === '/v1/chat/completions') return chat(socket, countFor(head), JSON.parse(body.toString()));
  if (path !== '/v1/embeddings') return socket.write(UNKNOWN);
  const counts = countFor(head);
  counts.embeddings += 1;
  counts.tokens += EMBEDDING_USAGE.total_tokens;
  return socket.write(EMBEDDING);
}

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new MessageReader((head, body) => answer(socket, head, body));
  socket.on('data', (chunk) => reader.push(chunk));
  socket.on('error', () => socket.destroy());
});
announcePort(server, Number(process.env.PORT ?? 0));
