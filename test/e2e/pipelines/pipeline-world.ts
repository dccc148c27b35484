import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Actor } from '../../support/actors.js';
import type { TestApp } from '../../support/test-app.js';

export interface AskedMessage {
  role: string;
  content: unknown;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

/** What a model was asked. */
export interface Asked {
  model: string;
  messages: AskedMessage[];
  tools?: { function: { name: string; description: string; parameters: object } }[];
  temperature?: number;
}

/** One answer of a model: words, tool calls, a refusal, or what a test does with the response by hand. */
export type Scripted =
  | { says: readonly string[] }
  | { thinks: string; says: readonly string[] }
  | { calls: readonly { name: string; arguments: string }[]; says?: readonly string[] }
  | { refuses: number }
  | { byHand: (response: ServerResponse) => void };

export interface ScriptedModel {
  asked: Asked[];
  /** The next answers; what comes after them is like the last. */
  answers: Scripted[];
  close(): Promise<void>;
}

/** A provider that streams OpenAI's chunks as it is told, as `m` (and by other names) of the actor's tenant. */
export async function aScriptedModel(
  { http }: TestApp,
  { headers }: Actor,
  names: readonly string[] = ['m'],
): Promise<ScriptedModel> {
  const model: ScriptedModel = { asked: [], answers: [{ says: ['Hello', '!'] }], close };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      model.asked.push(JSON.parse(body) as Asked);
      const answer = model.answers.length > 1 ? model.answers.shift()! : model.answers[0]!;
      deliver(response, answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await http
    .post('/api/v1/credentials')
    .set(headers)
    .send({
      factory: 'OpenAI-API-Compatible',
      label: 'scripted',
      base_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      credential: { api_key: 'sk-scripted-0123456789' },
      models: names.map((name) => ({ name, type: 'chat' })),
      verify: false,
    })
    .expect(200);
  return model;

  async function close(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

function deliver(response: ServerResponse, answer: Scripted): void {
  if ('byHand' in answer) {
    answer.byHand(response);
    return;
  }
  if ('refuses' in answer) {
    response.writeHead(answer.refuses, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'No.', type: 'x', code: null, param: null } }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if ('thinks' in answer) response.write(chunk({ reasoning_content: answer.thinks }));
  for (const text of answer.says ?? []) response.write(chunk({ content: text }));
  const calls = 'calls' in answer ? answer.calls : [];
  for (const [index, { name, arguments: args }] of calls.entries()) {
    const call = { index, id: `call_${index}`, type: 'function', function: { name, arguments: args } };
    response.write(chunk({ tool_calls: [call] }));
  }
  response.write(chunk({}, calls.length > 0 ? 'tool_calls' : 'stop'));
  const usage = { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 };
  response.end(`data: ${JSON.stringify({ ...HEAD, choices: [], usage })}\n\ndata: [DONE]\n\n`);
}

const HEAD = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'm' };

function chunk(delta: object, reason: string | null = null): string {
  return `data: ${JSON.stringify({ ...HEAD, choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
}

/** Says something, and goes on as the test will. */
export function beginAnswer(response: ServerResponse, text: string, then?: () => void): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunk({ content: text }), then);
}

/** The calls that most tests make, on behalf of somebody. */
export function pipelineApi({ http }: TestApp, headers: Record<string, string>) {
  const root = '/api/v1/pipelines';
  const send = (method: 'post' | 'put' | 'delete', path: string, body?: object) =>
    http[method](`${root}${path}`).set(headers).send(body);
  const get = (path: string) => http.get(`${root}${path}`).set(headers);
  return {
    get,
    post: (path: string, body?: object) => send('post', path, body),
    put: (path: string, body: object) => send('put', path, body),
    delete: (path: string) => send('delete', path),
    /** Makes one, and makes sure of it. */
    made: async (body: object): Promise<string> => {
      const response = await send('post', '', body);
      expect({ status: response.status, text: response.text }).toMatchObject({ status: 200 });
      return response.body.data.uuid as string;
    },
    read: async (uuid: string) => (await get(`/${uuid}`)).body.data.pipeline as Record<string, unknown>,
    say: (uuid: string, text: string, more: object = {}) =>
      send('post', `/${uuid}/chat/send`, { message: [{ type: 'Plain', text }], ...more }),
    runs: async (uuid: string) =>
      (await get(`/${uuid}/runs`)).body.data.items as (Record<string, unknown> & { id: string })[],
  };
}

/** A configuration of the settings that a test is about. */
export function config(agent: object, more: object = {}): { config: object } {
  return { config: { ai: { 'local-agent': { model: 'm', ...agent } }, ...more } };
}
