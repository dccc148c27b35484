import { EventEmitter } from 'node:events';
import type { WireReply } from '../../http/wire/wire-reply.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { AnswerHead } from '../../providers/wire/answer-head.js';
import { ClientExchange } from '../exchange.js';
import { ForwardedAnswer } from './forwarded-answer.js';
import { OpenAiUsage } from './upstream-usage.js';

const CALLER = { tenantId: 'a'.repeat(32), userId: 'b'.repeat(32) };
const ROUTE = { timeouts: null } as ModelRoute;
const HEAD = { status: 200, type: 'text/event-stream', encoding: null, retryAfter: null, length: null };
const CALL = { abort: () => undefined, resume: () => undefined };
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}\n\n';

/** A client's side of a connection that takes nothing more. */
class FullReply extends EventEmitter {
  readonly written: string[] = [];
  writeHead(): void {
    this.written.push('head');
  }
  write(bytes: Buffer): boolean {
    this.written.push(bytes.toString());
    return false;
  }
  end(text = ''): void {
    this.written.push(text);
  }
}

/** One that has begun. */
function anAnswer(head: AnswerHead = HEAD) {
  const reply = new FullReply();
  const exchange = new ClientExchange('1', 'chat', CALLER, reply as unknown as WireReply, []);
  const told: unknown[] = [];
  const rules = { usage: null, hidesUsage: false, brokenStream: () => 'broken' };
  const answer = new ForwardedAnswer(exchange, ROUTE, rules, (failure) => told.push(failure));
  answer.connected(CALL);
  answer.begun(head);
  return { answer, exchange, reply, told };
}

describe('an answer that is passed on', () => {
  it('has told what it used, though its client left before it took that', async () => {
    const reply = new FullReply();
    const exchange = new ClientExchange('1', 'chat', CALLER, reply as unknown as WireReply, []);
    const ended = new Promise((resolve) => {
      const rules = { usage: new OpenAiUsage(), hidesUsage: false, brokenStream: () => '' };
      const answer = new ForwardedAnswer(exchange, ROUTE, rules, resolve);
      answer.connected(CALL);
      answer.begun(HEAD);
      expect(answer.piece(Buffer.from('data: {}\n\n'))).toBe(true);
      process.nextTick(() => {
        expect(answer.piece(Buffer.from(USAGE))).toBe(false);
        process.nextTick(() => exchange.leave());
      });
    });
    expect(await ended).toBeNull();
    expect(reply.written).toEqual(['head', 'data: {}\n\n']);
    expect(exchange.used).toMatchObject({ inputTokens: 9, outputTokens: 4 });
  });

  it('is given up at once when its client leaves before there is a connection, and nothing is sent over one', () => {
    const exchange = new ClientExchange('1', 'chat', CALLER, new FullReply() as unknown as WireReply, []);
    const told: string[] = [];
    const rules = { usage: null, hidesUsage: false, brokenStream: () => '' };
    exchange.attempt(ROUTE);
    const answer = new ForwardedAnswer(exchange, ROUTE, rules, (failure) => told.push(failure ? 'failed' : 'ended'));
    exchange.leave();
    expect(told).toEqual(['ended']);
    // Nobody has read the prompt, so that nothing is to be paid for it.
    expect(exchange.isUnanswered).toBe(false);
    expect(answer.connected(CALL)).toBe(false);
    expect(told).toEqual(['ended']);
  });

  it('waits for a connection only so long, for which the provider is not to blame', async () => {
    const exchange = new ClientExchange('1', 'chat', CALLER, new FullReply() as unknown as WireReply, []);
    const rules = { usage: null, hidesUsage: false, brokenStream: () => '' };
    const waited = new Promise((resolve) => {
      new ForwardedAnswer(exchange, ROUTE, rules, resolve).awaitConnection(1);
    });
    expect(await waited).toMatchObject({
      error: { status: 504, code: 'upstream_timeout', message: 'No connection to the provider became free in time' },
      ...{ remedy: 'elsewhere', isIll: false },
    });
  });

  it.each([
    ['OpenAI’s', 'data: [DONE]\n\n'],
    ['Anthropic’s', 'event: message_stop\ndata: {"type":"message_stop"}\n\n'],
  ])('is whole once %s last event has come, though the connection is lost instead of ended', (_, last) => {
    const { answer, exchange, reply } = anAnswer();
    answer.piece(Buffer.from(`data: {}\n\n${last}`));
    answer.failed(new Error('it was lost'));
    exchange.end();
    expect([exchange.status, reply.written]).toEqual([200, ['head', `data: {}\n\n${last}`, '']]);
  });

  it('is broken off in the middle of an event that tells of one', () => {
    const { answer, exchange, reply } = anAnswer();
    answer.piece(Buffer.from('data: {"content":"data: [DONE] is the last'));
    answer.failed(new Error('it broke off'));
    exchange.end();
    expect([exchange.status, reply.written.at(-1)]).toEqual([502, '\n\nbroken']);
  });

  it('is none where it is a web page', () => {
    const { reply, told } = anAnswer({ ...HEAD, type: 'text/html; charset=utf-8' });
    expect(told).toMatchObject([
      { error: { status: 502, message: 'The answer is a web page; its base URL may be wrong' }, remedy: 'elsewhere' },
    ]);
    expect(reply.written).toEqual([]);
  });

  it('that took too long and broke off besides is told of once, by what came first', () => {
    const reply = new FullReply();
    const exchange = new ClientExchange('1', 'chat', CALLER, reply as unknown as WireReply, []);
    const told: string[] = [];
    const brokenStream = (message: string): string => {
      told.push(message);
      return message;
    };
    const route = { timeouts: { total_ms: -1 } } as ModelRoute;
    const answer = new ForwardedAnswer(
      exchange,
      route,
      { usage: null, hidesUsage: false, brokenStream },
      () => undefined,
    );
    answer.connected(CALL);
    answer.begun(HEAD);
    answer.piece(Buffer.from('data: {}\n\n'));
    answer.failed(new Error('it broke off'));
    exchange.end();
    expect(told).toEqual(['The answer took too long']);
    expect(reply.written).toEqual(['head', '\n\nThe answer took too long']);
  });
});
