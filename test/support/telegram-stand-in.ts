import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of the Bot API. */
export interface TelegramCall {
  method: string;
  payload: Record<string, unknown>;
}

interface Refusal {
  method: string;
  error_code: number;
  description: string;
  parameters?: { retry_after: number };
}

/** A local stand-in of Telegram's Bot API for one bot: long polling, messages, edits, webhooks. */
export class TelegramStandIn {
  readonly token = '123456:stand-in-token-abcdefgh';
  readonly calls: TelegramCall[] = [];
  url = '';
  /** Calls that are refused, each once, in order. */
  readonly refusals: Refusal[] = [];
  /** What a call waits for when it has arrived, before it is answered. */
  beforeAnswer: (call: TelegramCall) => Promise<void> | void = () => undefined;
  private readonly updates: { update_id: number; message: object }[] = [];
  private readonly polls = new Set<() => void>();
  private server: Server | null = null;
  private lastUpdate = 100;
  private lastMessage = 0;

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** Somebody says something to the bot. */
  say(text: string, chat: { id: number; type: 'private' | 'supergroup' } = { id: 42, type: 'private' }): void {
    this.updates.push(this.updateOf(text, chat));
    for (const wake of this.polls) wake();
  }

  updateOf(
    text: string,
    chat: { id: number; type: 'private' | 'supergroup' } = { id: 42, type: 'private' },
  ): { update_id: number; message: object } {
    this.lastUpdate += 1;
    this.lastMessage += 1;
    const from = { id: 42, is_bot: false, first_name: 'Ann', last_name: 'Smith' };
    return {
      update_id: this.lastUpdate,
      message: { message_id: this.lastMessage, date: 1_700_000_000, chat, from, text },
    };
  }

  callsOf(method: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.method === method).map(({ payload }) => payload);
  }

  /** What was said last in each message of a chat, in the order of the messages. */
  texts(): unknown[] {
    const shown = new Map<unknown, unknown>();
    for (const { method, payload } of this.calls) {
      if (method === 'sendMessage') shown.set(payload['sent_id'], payload['text']);
      if (method === 'editMessageText') shown.set(payload['message_id'], payload['text']);
    }
    return [...shown.values()];
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, bot = '', method = ''] = (request.url ?? '').split('/');
    const payload = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
    if (bot !== `bot${this.token}`) return void refuse(response, { error_code: 401, description: 'Unauthorized' });
    const next = this.refusals.findIndex((refusal) => refusal.method === method);
    if (next !== -1) {
      const [refusal] = this.refusals.splice(next, 1);
      if (refusal) return void refuse(response, refusal);
    }
    if (method === 'getUpdates') return this.poll(payload, response);
    this.calls.push({ method, payload });
    const result = this.resultOf(method, payload);
    await this.beforeAnswer({ method, payload });
    succeed(response, result);
  }

  private resultOf(method: string, payload: Record<string, unknown>): unknown {
    if (method === 'getMe') return { id: 123456, is_bot: true, first_name: 'Bot', username: 'stand_in_bot' };
    if (!['sendMessage', 'editMessageText', 'sendPhoto'].includes(method)) return true;
    if (method !== 'editMessageText') payload['sent_id'] = this.lastMessage += 1;
    return { message_id: payload['sent_id'] ?? payload['message_id'], date: 1, chat: { id: 42, type: 'private' } };
  }

  private async poll(payload: Record<string, unknown>, response: ServerResponse): Promise<void> {
    const offset = Number(payload['offset'] ?? 0);
    this.calls.push({ method: 'getUpdates', payload });
    const pending = () => this.updates.filter(({ update_id }) => update_id >= offset);
    while (pending().length === 0 && !response.destroyed) {
      let wake: () => void = () => undefined;
      const woken = new Promise<void>((resolve) => (wake = resolve));
      this.polls.add(wake);
      response.once('close', wake);
      await woken;
      this.polls.delete(wake);
    }
    if (!response.destroyed) succeed(response, pending());
  }
}

function succeed(response: ServerResponse, result: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }));
}

function refuse(response: ServerResponse, refusal: Omit<Refusal, 'method'>): void {
  response
    .writeHead(refusal.error_code, { 'content-type': 'application/json' })
    .end(JSON.stringify({ ok: false, ...refusal }));
}
