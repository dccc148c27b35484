import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { messageOf } from '../../kernel/message-of.js';
import { ChangeFeed, type Change } from '../../database/change-feed.js';
import { SystemDb } from '../../database/system-db.js';
import { TenantDb } from '../../database/tenant-db.js';
import { findAdapter } from '../adapters/adapter-catalog.js';
import type { AnswerWriter, OpenBot } from '../adapters/bot-adapter.js';
import { BotAdapters } from '../adapters/bot-adapters.js';
import { secretsIn } from '../bot-config.js';
import { BotVault } from '../bot-vault.js';
import { BotsRepository } from '../bots.repository.js';
import { BotLog, withoutSecrets } from '../logs/bot-log.js';
import { BotAnswers } from './bot-answers.js';
import { BotInbox, LEASE_MS } from './bot-inbox.js';
import type { AcceptedMessage } from './bot-message.entity.js';
import { BotMessagesRepository } from './bot-messages.repository.js';
import { sessionName } from './inbound.js';

/** Besides those that requests wait for. */
const MOST_AT_ONCE = 32;
/** For what other processes accepted. */
const POLL_MS = 1_000;
const BEAT_MS = 5_000;
const SWEEP_MS = 15_000;
const KEPT_MS = 24 * 60 * 60_000;

const LOST = 'The server stopped while this was answered';
const STOPPED = 'The bot was stopped';

/** Another process has the message by now, or it has ended: nothing more is to be said to it. */
class MessageLostError extends Error {}

interface Work {
  message: AcceptedMessage;
  stop: AbortController;
  done: Promise<void>;
}

/**
 * Answers what bots were told. Messages are rows that any process may claim, a session's one after the other; who claims
 * one prolongs its lease, and one whose lease ran out is tried again, unless an answer was on its way: then it ends as
 * failed. Whoever lost a message to another process leaves it alone.
 */
@Injectable()
export class MessageWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Bots');
  private readonly working = new Map<string, Work>();
  private readonly timers: NodeJS.Timeout[] = [];
  private claiming: Promise<void> | null = null;
  private isWanted = false;
  private isStopping = false;
  private prolongedAt = performance.now();

  constructor(
    private readonly tenantDb: TenantDb,
    private readonly systemDb: SystemDb,
    private readonly feed: ChangeFeed,
    private readonly bots: BotsRepository,
    private readonly messages: BotMessagesRepository,
    private readonly vault: BotVault,
    private readonly adapters: BotAdapters,
    private readonly answers: BotAnswers,
    private readonly inbox: BotInbox,
    private readonly log: BotLog,
  ) {}

  onApplicationBootstrap(): void {
    this.inbox.onAccepted(() => this.wake());
    this.feed.subscribe({ changed: (change) => this.changed(change), reset: () => undefined });
    const every = (milliseconds: number, work: () => void) => this.timers.push(setInterval(work, milliseconds).unref());
    every(POLL_MS, () => this.wake());
    every(BEAT_MS, () => void this.prolong());
    every(SWEEP_MS, () => void this.sweep());
    void this.sweep();
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.claiming;
    const works = [...this.working.values()];
    for (const { stop } of works) stop.abort(new Error(LOST));
    await Promise.all(works.map(({ done }) => done));
  }

  /**
   * Answers a message that a request waits for, in this process.
   * @returns all that was said until it was done, or the signal aborted
   */
  async answerNow(open: OpenBot, message: AcceptedMessage, patience: AbortSignal): Promise<string> {
    let said = '';
    const writer: AnswerWriter = {
      shows: () => true,
      progress: (text) => {
        said = text;
        return Promise.resolve();
      },
      finish: (text) => {
        said = text;
        return Promise.resolve(1);
      },
    };
    const work = this.begin(message, (stop) => this.answer(open, message, writer, AbortSignal.any([stop, patience])));
    await work.done;
    return said;
  }

  private wake(): void {
    this.isWanted = true;
    this.claiming ??= this.claimAll().finally(() => (this.claiming = null));
  }

  private async claimAll(): Promise<void> {
    try {
      while (this.isWanted && !this.isStopping && this.claimedCount() < MOST_AT_ONCE) {
        this.isWanted = false;
        const message = await this.systemDb.run('claim a message of a bot', (tx) => this.messages.claim(tx, LEASE_MS));
        if (!message) continue;
        this.isWanted = true;
        this.begin(message, (stop) => this.openAndAnswer(message, stop));
      }
    } catch (error) {
      this.logger.warn(`Messages of bots could not be claimed: ${messageOf(error)}`);
    }
  }

  private claimedCount(): number {
    return [...this.working.values()].filter(({ message }) => !message.isSync).length;
  }

  private begin(message: AcceptedMessage, work: (stop: AbortSignal) => Promise<void>): Work {
    const stop = new AbortController();
    const done = work(stop.signal)
      .catch((error: unknown) => this.logger.error(`Message ${message.id} has no outcome: ${messageOf(error)}`))
      .finally(() => {
        this.working.delete(message.id);
        if (!this.isStopping) this.wake();
      });
    const begun = { message, stop, done };
    this.working.set(message.id, begun);
    return begun;
  }

  private async openAndAnswer(message: AcceptedMessage, stop: AbortSignal): Promise<void> {
    const { tenantId, botId } = message;
    const bot = await this.tenantDb.run(tenantId, (tx) => this.bots.get(tx, tenantId, botId));
    const open = await this.vault.open(bot);
    const writer = this.adapters.find(bot.adapter)?.answer?.(open, message, stop);
    if (!bot.isEnabled || !writer) return this.finish(open, message, 'The bot does not answer any more');
    await this.answer(open, message, writer, stop);
  }

  private async answer(
    open: OpenBot,
    message: AcceptedMessage,
    writer: AnswerWriter,
    stop: AbortSignal,
  ): Promise<void> {
    const session = { type: message.sessionType, id: message.sessionId };
    let progress = Promise.resolve();
    let isBegun = message.isSync;
    const show = async (text: string): Promise<void> => {
      if (!writer.shows(text)) return;
      if (!isBegun) await this.beginSaying(message);
      isBegun = true;
      await writer.progress(text);
    };
    try {
      const answer = await this.answers.ask(open.bot, session, message.content, stop, (text) => {
        // What could not be shown on the way may still be at the end.
        progress = progress.then(() => show(text)).catch(() => undefined);
      });
      await progress;
      if (answer.text !== '') {
        await this.beginSaying(message);
        await this.noteSent(message, await writer.finish(answer.text));
      }
      await this.finish(open, message, answer.error);
    } catch (error) {
      await progress;
      if (error instanceof MessageLostError) return;
      if (this.isStopping) await this.giveBack(message);
      else await this.finish(open, message, messageOf(error));
    }
  }

  private async finish({ bot, config }: OpenBot, message: AcceptedMessage, error: string | null): Promise<void> {
    const says = error && withoutSecrets(error, secretsIn(findAdapter(bot.adapter), config));
    await this.tenantDb.run(bot.tenantId, (tx) => this.messages.finish(tx, message, says));
    const session = sessionName({ type: message.sessionType, id: message.sessionId });
    if (says === null) await this.log.write(bot, 'info', 'Answered', { session });
    else await this.log.write(bot, 'error', `Not answered: ${says}`, { session });
  }

  private noteSent(message: AcceptedMessage, sent: number): Promise<void> {
    return this.tenantDb.run(message.tenantId, (tx) => this.messages.noteSent(tx, message, sent));
  }

  /**
   * Written down before anything is said: should the process be killed meanwhile, nobody can know what arrived.
   * @throws MessageLostError: a process that stood still for a while does not know what became of its messages
   */
  private async beginSaying(message: AcceptedMessage): Promise<void> {
    const { tenantId } = message;
    const isHeld = await this.tenantDb.run(tenantId, (tx) => this.messages.beginSaying(tx, message, LEASE_MS));
    if (!isHeld) throw new MessageLostError();
  }

  /** Another process may answer it, or says that it failed. */
  private giveBack(message: AcceptedMessage): Promise<void> {
    return this.tenantDb.run(message.tenantId, async (tx) => {
      await this.messages.release(tx, message);
      await this.messages.finish(tx, message, LOST);
    });
  }

  private changed({ kind, id }: Change): void {
    if (kind !== 'bot') return;
    const works = [...this.working.values()].filter(({ message }) => message.botId === id);
    if (works.length > 0) void this.stopUnlessEnabled(id, works);
  }

  private async stopUnlessEnabled(id: string, works: readonly Work[]): Promise<void> {
    try {
      const bot = await this.systemDb.run('see whether a bot still answers', (tx) => this.bots.findAnyones(tx, id));
      if (bot?.isEnabled) return;
    } catch {
      return;
    }
    for (const { stop } of works) stop.abort(new Error(STOPPED));
  }

  private async prolong(): Promise<void> {
    // A database that neither answers nor fails must not keep us from seeing that the leases have run out.
    if (performance.now() - this.prolongedAt > LEASE_MS - BEAT_MS)
      for (const { stop } of this.working.values()) stop.abort(new Error(LOST));
    const works = [...this.working.values()];
    const asked = performance.now();
    try {
      if (works.length > 0) {
        const messages = works.map(({ message }) => message);
        const held = await this.systemDb.run('go on answering', (tx) => this.messages.prolong(tx, messages, LEASE_MS));
        for (const { message, stop } of works) if (!held.has(message.id)) stop.abort(new MessageLostError());
      }
      this.prolongedAt = asked;
    } catch (error) {
      this.logger.warn(`Leases of messages could not be prolonged: ${messageOf(error)}`);
    }
  }

  private async sweep(): Promise<void> {
    try {
      const failed = await this.systemDb.run('end messages whose process has gone', async (tx) => {
        await this.messages.forget(tx, new Date(Date.now() - KEPT_MS));
        return this.messages.recoverAbandoned(tx, LOST);
      });
      for (const { tenantId, botId, sessionType, sessionId } of failed) {
        const session = sessionName({ type: sessionType, id: sessionId });
        await this.log.write({ id: botId, tenantId }, 'error', `Not answered: ${LOST}`, { session });
      }
    } catch (error) {
      this.logger.warn(`Abandoned messages could not be ended: ${messageOf(error)}`);
    }
  }
}
