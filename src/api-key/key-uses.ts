import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';

/** A bot that a key's publishable token may talk to. */
export interface BotOfKey {
  id: string;
  name: string;
  isEnabled: boolean;
}

type ListBots = (tx: Tx, tenantId: string, keyId: string) => Promise<BotOfKey[]>;

/** What would stop with a key. Those who use keys say so here, since keys know nothing of them. */
@Injectable()
export class KeyUses {
  private list: ListBots = () => Promise.resolve([]);

  /** Whoever knows which bots keys are tied to. */
  register(list: ListBots): void {
    this.list = list;
  }

  listBots(tx: Tx, tenantId: string, keyId: string): Promise<BotOfKey[]> {
    return this.list(tx, tenantId, keyId);
  }
}
