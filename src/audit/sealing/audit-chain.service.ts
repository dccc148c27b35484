import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transactions.js';
import { AuditMac } from './audit-mac.js';
import { AuditSealsRepository, type Ticket } from './audit-seals.repository.js';
import type { ChainState } from './chain-state.js';
import { CHAIN_START, NO_MAC, type Seal } from './seal.js';

/** Bounds a transaction, and with it what a killed process leaves to be done again. */
const MOST_IN_BATCH = 500;

/** The chain's state is not what was left there: nothing is to be built upon it. */
export class BrokenAuditChainError extends Error {}

interface Vouched extends Ticket {
  mac: string;
}

/** The chain of seals over the audit trail. Whoever changes it holds its lock; one at a time, in all processes. */
@Injectable()
export class AuditChainService {
  constructor(
    private readonly seals: AuditSealsRepository,
    private readonly mac: AuditMac,
  ) {}

  /**
   * Seals the oldest of the events that wait, unless another process is at it.
   * @returns whether more may be waiting
   * @throws BrokenAuditChainError
   */
  async sealBatch(tx: Tx): Promise<boolean> {
    if (!(await this.seals.tryHoldChain(tx))) return false;
    const state = await this.read(tx);
    const tickets = await this.seals.takeTickets(tx, MOST_IN_BATCH);
    if (tickets.length === 0) return false;
    const adopted = state.isAdopting ? await this.adopt(tx, tickets) : new Map<string, string>();
    const vouched = tickets.map((ticket) => ({ ...ticket, mac: ticket.mac ?? adopted.get(ticket.eventId) ?? NO_MAC }));
    const next = await this.append(tx, state, vouched);
    const isAdopting = state.isAdopting && (await this.seals.hasTicketsToAdopt(tx));
    await this.save(tx, { ...next, adopted: state.adopted + adopted.size, isAdopting });
    return tickets.length === MOST_IN_BATCH;
  }

  /**
   * Lets go of the seals that were made before a time, and of the events from before then; the chain goes on from the
   * last of those seals.
   * @returns false while some of those events are not sealed
   * @throws BrokenAuditChainError
   */
  async letGo(tx: Tx, before: Date): Promise<boolean> {
    await this.seals.holdChain(tx);
    if (await this.seals.hasTicketsBefore(tx, before)) return false;
    const state = await this.read(tx);
    const base = (await this.seals.findLastSealBefore(tx, before)) ?? state.base;
    await this.save(tx, { ...state, base, droppedBefore: before });
    return true;
  }

  /** What the state says, or a new one before the first event was sealed. */
  private async read(tx: Tx): Promise<ChainState> {
    const found = await this.seals.findChain(tx);
    if (found) {
      if (this.mac.ofChain(found.state) === found.signature) return found.state;
      throw new BrokenAuditChainError('The state of the audit chain was changed; npm run audit:verify says more');
    }
    if (await this.seals.hasSeals(tx)) {
      throw new BrokenAuditChainError('The state of the audit chain is gone; npm run audit:verify says more');
    }
    const now = await this.seals.clock(tx);
    return {
      ...{ head: CHAIN_START, base: CHAIN_START, sealedAt: now, beganAt: now },
      ...{ droppedBefore: null, adopted: 0, isAdopting: true },
    };
  }

  private save(tx: Tx, state: ChainState): Promise<void> {
    return this.seals.saveChain(tx, { state, signature: this.mac.ofChain(state) });
  }

  /** What vouches for events from before the chain, by their ids: that they are as they were found. */
  private async adopt(tx: Tx, tickets: readonly Ticket[]): Promise<Map<string, string>> {
    const old = tickets.filter(({ mac }) => mac === null);
    if (old.length === 0) return new Map();
    const events = await this.seals.listEvents(tx, old);
    return new Map(events.map((event) => [event.id, this.mac.ofEvent(event)]));
  }

  private async append(tx: Tx, state: ChainState, events: readonly Vouched[]): Promise<ChainState> {
    const times = [await this.seals.clock(tx), state.sealedAt, ...events.map(({ at }) => at)];
    const sealedAt = new Date(Math.max(...times.map((time) => time.getTime())));
    let head = state.head;
    const seals = events.map(({ eventId, at, mac }): Seal => {
      const link = { number: head.number + 1, sealedAt, eventId, eventAt: at, mac };
      const seal = { ...link, chain: this.mac.ofSeal(head.chain, link) };
      head = { number: seal.number, chain: seal.chain };
      return seal;
    });
    await this.seals.insertSeals(tx, seals);
    return { ...state, head, sealedAt };
  }
}
