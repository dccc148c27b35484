import { Injectable } from '@nestjs/common';
import { holdPartitions } from '../../database/partitions/partition-keeper.js';
import { SystemDb } from '../../database/system-db.js';
import type { Tx } from '../../database/transactions.js';
import { AuditMac } from '../sealing/audit-mac.js';
import { AuditSealsRepository } from '../sealing/audit-seals.repository.js';
import type { ChainState } from '../sealing/chain-state.js';
import { anchorText, NO_MAC, type Anchor } from '../sealing/seal.js';
import { AuditEvidenceRepository } from './audit-evidence.repository.js';
import type { AuditFinding, AuditReport } from './audit-finding.js';
import { ChainWalk } from './chain-walk.js';
import { EventWitness } from './event-witness.js';

/** An anchor that can't be compared: retention dropped its seal. */
export class AnchorTooOldError extends Error {}

const PAGE = 1_000;
const FIRST_TIME = new Date('0001-01-01T00:00:00Z');
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Compares the audit trail with its seals, in pages, while others go on recording and sealing. */
@Injectable()
export class AuditVerification {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly seals: AuditSealsRepository,
    private readonly evidence: AuditEvidenceRepository,
    private readonly mac: AuditMac,
  ) {}

  /**
   * @param anchor kept outside; the chain must have gone through it
   * @param onFinding told of each as it is found
   * @throws AnchorTooOldError
   */
  verify(anchor: Anchor | null, onFinding: (finding: AuditFinding) => void): Promise<AuditReport> {
    return this.systemDb.run('verify the audit trail', async (tx) => {
      // So that retention drops nothing from under the walk; it tries again an hour later.
      await holdPartitions(tx);
      const witness = new EventWitness(this.mac, (id) => this.evidence.findTime(tx, id), onFinding);
      const state = await this.readState(tx, witness);
      if (state) await this.walk(tx, state, anchor, witness);
      else if (anchor) witness.tell('chain broken', `Nothing is sealed; the anchor is seal ${anchor.number}`);
      const unsealed = await this.seeUnsealed(tx, state, witness);
      await this.seeInserted(tx, witness);
      const { checked, oldest, newest, findings } = witness;
      return { checked, oldest, newest, findings, unsealed, chain: state && describe(state) };
    });
  }

  private async readState(tx: Tx, witness: EventWitness): Promise<ChainState | null> {
    const found = await this.seals.findChain(tx);
    if (!found) {
      if (await this.seals.hasSeals(tx)) witness.tell('chain broken', 'The state of the chain is gone');
      return null;
    }
    if (this.mac.ofChain(found.state) !== found.signature) {
      witness.tell('chain broken', 'The state of the chain was changed');
    }
    return found.state;
  }

  /** From the last seal that retention dropped to the newest one. */
  private async walk(tx: Tx, state: ChainState, anchor: Anchor | null, witness: EventWitness): Promise<void> {
    if (anchor && anchor.number < state.base.number) {
      throw new AnchorTooOldError(
        `The seals up to ${state.base.number} were dropped by retention; the anchor is seal ${anchor.number}`,
      );
    }
    const walk = new ChainWalk(this.mac, state, anchor, witness);
    let after = { number: 0, sealedAt: FIRST_TIME };
    while (!walk.isOver) {
      const page = await this.evidence.listSeals(tx, after, PAGE);
      for (const { event, ...seal } of page) {
        if (walk.step(seal)) await witness.see(seal.eventId, seal.eventAt, seal.mac, event, state.droppedBefore);
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last;
    }
    walk.end();
    for (const { number } of await this.evidence.listSealsBeyond(tx)) {
      witness.tell('seal broken', `Seal ${number} is not of the chain`);
    }
  }

  /** Once the chain has taken in what is older, nothing more comes without a voucher. @returns how many there are */
  private async seeUnsealed(tx: Tx, state: ChainState | null, witness: EventWitness): Promise<number> {
    const unvouched = state?.isAdopting === false ? NO_MAC : null;
    let count = 0;
    let after = { at: FIRST_TIME, id: FIRST_ID };
    for (;;) {
      const page = await this.evidence.listTickets(tx, after, PAGE);
      for (const { eventId, at, mac, event } of page) await witness.see(eventId, at, mac ?? unvouched, event, null);
      count += page.length;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return count;
      after = { at: last.at, id: last.eventId };
    }
  }

  private async seeInserted(tx: Tx, witness: EventWitness): Promise<void> {
    let after = { at: FIRST_TIME, id: LAST_ID };
    for (;;) {
      const page = await this.evidence.listEvents(tx, after, PAGE);
      for (const { id, at, isVouched } of page) {
        if (!isVouched && !witness.hasMoved(id))
          witness.tell('inserted', 'It was never recorded, or its seal was taken away', { eventId: id, at });
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last;
    }
  }
}

function describe({ head, beganAt, adopted, droppedBefore }: ChainState): AuditReport['chain'] {
  return { anchor: anchorText(head), beganAt, adopted, droppedBefore };
}
