import type { SystemDb } from '../../database/system-db.js';
import { TooManyRequestsError } from '../../kernel/app-error.js';
import type { BotReceiver, IngressRequest } from '../adapters/bot-adapter.js';
import type { HttpBotReceiver } from '../adapters/http-bot/http-bot.receiver.js';
import type { TelegramReceiver } from '../adapters/telegram/telegram.receiver.js';
import type { BotVault } from '../bot-vault.js';
import type { Bot } from '../bot.entity.js';
import type { BotsRepository } from '../bots.repository.js';
import { BotIngress } from './bot-ingress.js';

const BOT = { id: 'b', adapter: 'http_bot', isEnabled: true } as Bot;
const REQUEST: IngressRequest = { method: 'POST', path: '', headers: {}, body: Buffer.alloc(0) };
const SIGNED: IngressRequest = { ...REQUEST, headers: { signed: 'yes' } };

function anIngress(): BotIngress {
  const receiver: BotReceiver = {
    adapter: 'http_bot',
    refuseStranger: (_open, { headers }) => (headers['signed'] ? null : { status: 401, body: {} }),
    receive: () => Promise.resolve({ status: 202, body: {} }),
  };
  const systemDb = { run: (_why: string, work: (tx: unknown) => unknown) => work(null) } as unknown as SystemDb;
  const bots = { findAnyones: () => Promise.resolve(BOT) } as unknown as BotsRepository;
  const vault = { open: () => Promise.resolve({ bot: BOT, config: {} }) } as unknown as BotVault;
  const telegram = { ...receiver, adapter: 'telegram' } as unknown as TelegramReceiver;
  return new BotIngress(systemDb, bots, vault, receiver as unknown as HttpBotReceiver, telegram);
}

const statusOf = (answer: Promise<{ status: number }>): Promise<number> =>
  answer.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof TooManyRequestsError ? 429 : 0),
  );

describe('BotIngress', () => {
  const all = (ingress: BotIngress, request: IngressRequest, times: number, address: string): Promise<number[]> =>
    Promise.all(Array.from({ length: times }, () => statusOf(ingress.receive('b', request, address))));

  it('counts strangers by their address alone', async () => {
    const ingress = anIngress();
    expect(new Set(await all(ingress, REQUEST, 300, '192.0.2.1'))).toEqual(new Set([401]));
    expect(new Set(await all(ingress, REQUEST, 2_000, '192.0.2.1'))).toEqual(new Set([429]));
    expect(await all(ingress, REQUEST, 1, '192.0.2.2')).toEqual([401]);
    expect(await all(ingress, SIGNED, 1, '192.0.2.1')).toEqual([202]);
  });

  it('counts those that may talk to a bot by the bot', async () => {
    const ingress = anIngress();
    expect(new Set(await all(ingress, SIGNED, 1_200, '192.0.2.1'))).toEqual(new Set([202]));
    expect(await all(ingress, SIGNED, 1, '192.0.2.2')).toEqual([429]);
  });
});
