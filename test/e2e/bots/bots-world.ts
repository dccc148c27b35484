import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayError } from '../../../src/gateway/gateway-error.js';
import { PipelineDirectory, type NamedPipeline } from '../../../src/pipelines/pipeline-directory.js';
import {
  PipelineRuns,
  type PipelineSession,
  type RunEvent,
  type RunInput,
} from '../../../src/pipelines/pipeline-runs.js';
import { plainUsage } from '../../../src/providers/calls/token-usage.js';
import type { Actor } from '../../support/actors.js';
import type { TestApp } from '../../support/test-app.js';

export const PIPELINE: NamedPipeline = { uuid: '01936f1e-6f7a-7c3e-9b1a-00000000a001', name: 'Answers' };

/** How a scripted pipeline fares with a question. */
export type Script = (question: string, signal: AbortSignal) => AsyncIterable<string>;

/** Pipelines whose answers a test writes. Without a script they repeat the question. */
export class ScriptedPipelines {
  readonly runs: RunInput[] = [];
  readonly forgotten: PipelineSession[] = [];
  script: Script = async function* (question) {
    yield 'You said: ';
    yield question;
    await Promise.resolve();
  };
  failureText: string | null = 'Something went wrong';

  /** Puts itself in place of an application's pipelines. */
  installIn({ app }: TestApp): void {
    const runs = app.get(PipelineRuns, { strict: false });
    const directory = app.get(PipelineDirectory, { strict: false });
    runs.run = (input) => this.run(input);
    const find = (uuid: string) => (uuid === PIPELINE.uuid ? PIPELINE : null);
    directory.find = (_tenantId, uuid) => Promise.resolve(find(uuid));
    directory.defaultOf = () => Promise.resolve(PIPELINE);
    directory.namesOf = (_tenantId, uuids) =>
      Promise.resolve(new Map(uuids.flatMap((uuid) => (find(uuid) ? [[uuid, PIPELINE.name] as const] : []))));
    directory.demandUsable = () => Promise.resolve();
    directory.failureText = () => Promise.resolve(this.failureText);
    directory.forget = (_tenantId, _uuid, session) => {
      this.forgotten.push(session);
      return Promise.resolve(true);
    };
  }

  private async *run(input: RunInput): AsyncGenerator<RunEvent, void> {
    this.runs.push(input);
    const last = input.messages.at(-1);
    const question = typeof last?.content === 'string' ? last.content : JSON.stringify(last?.content);
    let text = '';
    for await (const piece of this.script(question, input.signal)) {
      text += piece;
      yield { kind: 'text', text: piece };
    }
    yield { kind: 'end', runId: 'run', text, finishReason: 'stop', usage: plainUsage(3, 2) };
  }
}

/** A script that fails as a model would. */
export const failing: Script = async function* () {
  await Promise.resolve();
  throw new GatewayError(502, 'upstream_error', 'The model is away');
  yield '';
};

/** Something that happens when a test says so. */
export function aGate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** A promise, or what the signal was aborted with. */
export function unless(signal: AbortSignal, promise: Promise<void>): Promise<void> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([promise, aborted]);
}

export interface Received {
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

/** Somebody on loopback who is posted to; answers with the statuses it is given, then 200. */
export class PostBox {
  readonly received: Received[] = [];
  readonly statuses: number[] = [];
  /** What a post waits for when it has arrived, before it is answered. */
  beforeAnswer: (received: Received) => Promise<void> | void = () => undefined;
  private server: Server | null = null;
  url = '';

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const body = JSON.parse(text) as Record<string, unknown>;
        const received = { headers: request.headers, text, body };
        this.received.push(received);
        void Promise.resolve(this.beforeAnswer(received)).then(() =>
          response.writeHead(this.statuses.shift() ?? 200).end('{}'),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

/** The calls that most tests make, on behalf of somebody. */
export function botsApi({ http }: TestApp, { headers }: Pick<Actor, 'headers'>) {
  const root = '/api/v1/platform/bots';
  const send = (method: 'post' | 'put' | 'delete', path: string, body?: object) =>
    http[method](`${root}${path}`).set(headers).send(body);
  const read = async (uuid: string) => {
    const response = await http.get(`${root}/${uuid}`).set(headers).expect(200);
    return response.body.data.bot as Record<string, unknown> & { adapter_runtime_values: Record<string, unknown> };
  };
  const logs = async (uuid: string) => {
    const response = await send('post', `/${uuid}/logs`, { max_count: 200 }).expect(200);
    return response.body.data.logs as { seq_id: number; level: string; text: string; message_session_id: string }[];
  };
  return {
    send,
    read,
    logs,
    list: () => http.get(root).set(headers),
    get: (uuid: string) => http.get(`${root}/${uuid}`).set(headers),
    create: (body: object) => send('post', '', body),
    update: (uuid: string, body: object) => send('put', `/${uuid}`, body),
    remove: (uuid: string) => send('delete', `/${uuid}`),
    texts: async (uuid: string) => (await logs(uuid)).map(({ text }) => text),
    /** Makes one, and makes sure of it. */
    made: async (body: object): Promise<string> => {
      const response = await send('post', '', body);
      expect({ status: response.status, text: response.text }).toMatchObject({ status: 200 });
      return response.body.data.uuid as string;
    },
  };
}
