import { EventEmitter } from 'node:events';
import type { WireReply } from '../../http/wire/wire-reply.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { ChatEvent } from '../../providers/calls/chat-call.js';
import { ClientExchange } from '../exchange.js';
import { answerStreaming } from './streamed-answer.js';

const CALLER = { tenantId: 'a'.repeat(32), userId: 'b'.repeat(32) };
const ROUTE = { timeouts: null } as ModelRoute;
const USED = { inputTokens: 5, outputTokens: 2, cachedInputTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };

class Reply extends EventEmitter {
  readonly said: unknown[] = [];
  headersSent = false;
  writeHead(): void {
    this.headersSent = true;
  }
  write(text: string): boolean {
    this.said.push(text);
    return true;
  }
  end(text: string): void {
    this.said.push(text);
  }
}

describe('a translated stream', () => {
  it('that came to its end has ended, though hanging up fails', async () => {
    async function* events(): AsyncGenerator<ChatEvent> {
      try {
        await Promise.resolve();
        yield { kind: 'text', text: 'Hello' };
        yield { kind: 'end', finishReason: 'stop', usage: USED };
      } finally {
        // eslint-disable-next-line no-unsafe-finally -- as a connection that breaks while it is closed
        throw new Error('it broke off');
      }
    }
    const reply = new Reply();
    const exchange = new ClientExchange('1', 'chat', CALLER, reply as unknown as WireReply, []);
    const writer = { write: () => 'word', end: () => 'ended', fail: () => 'failed' };
    const call = () => Promise.resolve(events());
    expect(await answerStreaming(exchange, ROUTE, call, () => writer, 1)).toBeNull();
    exchange.end();
    expect(reply.said).toEqual(['word', 'ended']);
    expect(exchange).toMatchObject({ status: 200, used: { inputTokens: 5, outputTokens: 2, isEstimated: false } });
  });
});
