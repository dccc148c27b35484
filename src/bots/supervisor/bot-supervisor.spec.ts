import { jest } from '@jest/globals';
import type { ChangeFeed } from '../../database/change-feed.js';
import type { SystemDb } from '../../database/system-db.js';
import type { BotLeasesRepository } from './bot-leases.repository.js';
import type { BotRunner } from './bot-runner.js';
import { BotSupervisor } from './bot-supervisor.js';

describe('BotSupervisor', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('stops its bots before their leases run out when the database neither answers nor fails', async () => {
    const bot = { botId: 'b', tenantId: 't', version: 1 };
    const answers: unknown[] = [[[], [bot]]];
    const systemDb = {
      run: () => (answers.length > 0 ? Promise.resolve(answers.shift()) : new Promise(() => undefined)),
    } as unknown as SystemDb;
    const signals: AbortSignal[] = [];
    const runner = {
      run: (_holder: string, _bot: object, signal: AbortSignal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    } as unknown as BotRunner;
    const feed = { subscribe: () => undefined } as unknown as ChangeFeed;
    const supervisor = new BotSupervisor(systemDb, feed, {} as BotLeasesRepository, runner);
    supervisor.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await jest.advanceTimersByTimeAsync(4_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});
