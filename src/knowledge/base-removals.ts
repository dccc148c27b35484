import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import type { Principal } from '../kernel/principal.js';

type Listener = (tx: Tx, caller: Principal, baseId: string) => Promise<void>;

/** Tells those who keep the ids of knowledge bases that one is removed, in the transaction of the removal. */
@Injectable()
export class BaseRemovals {
  private readonly listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx, caller: Principal, baseId: string): Promise<void> {
    for (const listener of this.listeners) await listener(tx, caller, baseId);
  }
}
