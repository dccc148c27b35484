import type { AuditMac } from '../sealing/audit-mac.js';
import type { ChainState } from '../sealing/chain-state.js';
import { anchorText, type Anchor, type Seal } from '../sealing/seal.js';
import type { EventWitness } from './event-witness.js';

/** Goes along the seals, each of which must follow from the one before. One broken place is told once, not for ever on. */
export class ChainWalk {
  /** The last seal that was met. */
  private here: Anchor;
  private hasMetAnchor = false;
  isOver = false;

  constructor(
    private readonly mac: AuditMac,
    private readonly state: ChainState,
    private readonly anchor: Anchor | null,
    private readonly witness: EventWitness,
  ) {
    this.here = state.base;
    this.compareAnchor(state.base);
  }

  /** @returns whether it is one of the chain's, so that it is of use to look at its event */
  step(seal: Seal): boolean {
    if (this.isOver || seal.number > this.state.head.number) {
      // Made since the walk began.
      this.isOver = true;
      return false;
    }
    if (seal.number <= this.here.number) {
      this.tell(seal, `There is another seal ${seal.number}, or it should have been dropped`);
      return false;
    }
    const isNext = seal.number === this.here.number + 1;
    if (!isNext) this.tellGap(this.here.number + 1, seal.number - 1);
    const isGood = !isNext || this.mac.ofSeal(this.here.chain, seal) === seal.chain;
    if (!isGood) this.tell(seal, `Seal ${seal.number} was changed or moved`);
    this.here = { number: seal.number, chain: seal.chain };
    this.compareAnchor(this.here);
    return true;
  }

  end(): void {
    const { head } = this.state;
    if (this.here.number < head.number) this.tellGap(this.here.number + 1, head.number);
    else if (this.here.chain !== head.chain) this.witness.tell('chain broken', `Seal ${head.number} is not the newest that was made`); // prettier-ignore
    if (this.anchor && !this.hasMetAnchor) {
      this.witness.tell('chain broken', `The chain does not go through seal ${this.anchor.number}, the anchor`);
    }
  }

  private compareAnchor(place: Anchor): void {
    if (this.anchor && anchorText(place) === anchorText(this.anchor)) this.hasMetAnchor = true;
  }

  private tell({ eventId, eventAt }: Seal, says: string): void {
    this.witness.tell('seal broken', says, { eventId, at: eventAt });
  }

  private tellGap(first: number, last: number): void {
    const which = first === last ? `Seal ${first} is gone` : `Seals ${first} to ${last} are gone`;
    this.witness.tell('seal missing', which);
  }
}
