import { EventEmitter } from 'node:events';
import { jest } from '@jest/globals';
import type { ChatEvent } from '../../providers/calls/chat-call.js';
import type { ChatProtocol } from '../endpoints/chat-protocol.js';
import type { ClientExchange } from '../exchange.js';
import type { ChatResource } from './chat-resources.js';
import { ResourceChat } from './resource-chat.js';

/** A client's side of a connection that takes nothing. */
class FullReply extends EventEmitter {
  headersSent = true;
  destroyed = false;
  write(): boolean {
    return false;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

describe('ResourceChat', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('gives a client up that does not read', async () => {
    let hasEnded = false;
    const resource: ChatResource = {
      kind: 'bot',
      list: () => Promise.resolve([]),
      async *answer(): AsyncIterable<ChatEvent> {
        try {
          for (;;) {
            await Promise.resolve();
            yield { kind: 'text', text: 'word' };
          }
        } finally {
          hasEnded = true;
        }
      },
    };
    const protocol = {
      read: () => ({}),
      stream: () => ({ write: () => 'word', fail: () => 'failed' }),
    } as unknown as ChatProtocol;
    const reply = new FullReply();
    let giveUp: (() => void) | null = null;
    const exchange = {
      reply,
      hasLeft: false,
      leave() {
        this.hasLeft = true;
        giveUp?.();
      },
      whenClientLeaves: (wanted: (() => void) | null) => (giveUp = wanted),
    };
    const chat = new ResourceChat(protocol, resource, 'b', {}, 'bot:b', true);
    const answered = chat.answer(exchange as unknown as ClientExchange);
    await jest.advanceTimersByTimeAsync(59_000);
    expect([reply.destroyed, hasEnded]).toEqual([false, false]);
    await jest.advanceTimersByTimeAsync(2_000);
    await answered;
    expect([reply.destroyed, hasEnded]).toEqual([true, true]);
  });

  it('ends an answer that came to its end, though hanging up fails', async () => {
    const resource: ChatResource = {
      kind: 'bot',
      list: () => Promise.resolve([]),
      async *answer(): AsyncIterable<ChatEvent> {
        try {
          await Promise.resolve();
          yield { kind: 'end', finishReason: 'stop', usage: null };
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- as a connection that breaks while it is closed
          throw new Error('it broke off');
        }
      },
    };
    const protocol = {
      read: () => ({}),
      stream: () => ({ end: () => 'ended', fail: () => 'failed' }),
    } as unknown as ChatProtocol;
    const said: string[] = [];
    const exchange = {
      reply: new FullReply(),
      status: 200,
      whenClientLeaves: () => undefined,
      endWith: (text: string) => void said.push(text),
    };
    await new ResourceChat(protocol, resource, 'b', {}, 'bot:b', true).answer(exchange as unknown as ClientExchange);
    expect([said, exchange.status]).toEqual([['ended'], 200]);
  });
});
