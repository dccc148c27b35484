import { randomBytes } from 'node:crypto';

const CHAT_PATH = '/v1/chat/completions';
const PROMPT = 'Say in one paragraph what a gateway does for a team that calls many models. '.repeat(5).trim();
const FORGED_KEYS = 512;
const CONNECTIONS = { chat: 64, stream: 16 };

function chatBody(model, isStream) {
  return JSON.stringify({
    model,
    messages: [{ role: 'user', content: PROMPT }],
    ...(isStream ? { stream: true } : {}),
  });
}

/** As long as a key of ours and of its alphabet; no checksum will fit. */
const forgedKeys = () => Array.from({ length: FORGED_KEYS }, () => `lbk_${randomBytes(33).toString('base64url').slice(0, 43)}`); // prettier-ignore

const chat = (target) => ({
  path: CHAT_PATH,
  headers: target.headers,
  body: chatBody('mock-model', false),
  connections: CONNECTIONS.chat,
  expect: { status: 200 },
});

const stream = (model) => (target) => ({
  path: CHAT_PATH,
  headers: target.headers,
  body: chatBody(model, true),
  connections: CONNECTIONS.stream,
  expect: { status: 200, events: 50 },
});

/** Valid chat requests; the flood of forged ones beside them is a load of its own. */
export const validChat = chat;

export const forged = () => ({
  path: CHAT_PATH,
  headers: {},
  tokens: forgedKeys(),
  body: chatBody('mock-model', false),
  connections: CONNECTIONS.chat,
  expect: { status: 401 },
});

const embeddings = (target) => ({
  path: '/v1/embeddings',
  headers: target.headers,
  body: JSON.stringify({ model: 'mock-embedding', input: 'Which key opens this door?' }),
  connections: CONNECTIONS.chat,
  expect: { status: 200 },
});

const GATEWAYS = ['direct', 'floor', 'portkey', 'latchkey', 'latchkey-limited'];

/** Cases in which each target in turn gets the same load. `flood`, which compares Latchkey with itself, is not here. */
export const CASES = {
  chat: { title: 'chat, 1 KB answers, 64 connections', load: chat, targets: GATEWAYS },
  stream: { title: 'streams of 50 chunks sent at once, 16 connections', load: stream('mock-model'), targets: GATEWAYS },
  paced: { title: 'streams of 50 chunks 5 ms apart, 16 connections', load: stream('mock-paced'), targets: GATEWAYS },
  embeddings: { title: 'embeddings, 64 connections', load: embeddings, targets: GATEWAYS },
  forged: { title: 'forged keys, 64 connections', load: forged, targets: ['bare-401', 'latchkey'] },
};
