import { EventEmitter } from 'node:events';
import type { WireReply } from '../http/wire/wire-reply.js';
import type { ModelRoute } from '../models/routes/tenant-routes.js';
import { ClientExchange } from './exchange.js';

const CALLER = { tenantId: 'a'.repeat(32), userId: 'b'.repeat(32) };
const ROUTE = { timeouts: { idle_ms: 5_000 } } as ModelRoute;

class Reply extends EventEmitter {
  timeouts: number[] = [];
  constructor(readonly writableLength: number) {
    super();
  }
  end(): void {
    // What is left to be sent is `writableLength`.
  }
  setTimeout(milliseconds: number): void {
    this.timeouts.push(milliseconds);
  }
}

function endTo(reply: Reply): void {
  const exchange = new ClientExchange('1', 'chat', CALLER, reply as unknown as WireReply, []);
  exchange.attempt(ROUTE);
  exchange.endWith('the end');
  exchange.end();
}

describe('the end of an answer', () => {
  it('is not kept for longer than a model may be silent, where its client does not read', () => {
    const reply = new Reply(7);
    endTo(reply);
    expect(reply.timeouts).toEqual([5_000]);
  });

  it('needs no such care where it was taken at once', () => {
    const reply = new Reply(0);
    endTo(reply);
    expect(reply.timeouts).toEqual([]);
  });
});
