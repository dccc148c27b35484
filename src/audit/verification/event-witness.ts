import type { AuditEvent } from '../audit-event.entity.js';
import type { AuditMac } from '../sealing/audit-mac.js';
import { NO_MAC } from '../sealing/seal.js';
import type { AuditFinding, AuditFindingKind } from './audit-finding.js';

/** Of an attack on every row, this many are told precisely. */
const MOST_MOVED = 10_000;

/** Compares events with what vouches for them, and counts. */
export class EventWitness {
  checked = 0;
  findings = 0;
  oldest: Date | null = null;
  newest: Date | null = null;
  private readonly moved = new Set<string>();

  /** @param findTime finds an event by its id alone */
  constructor(
    private readonly mac: AuditMac,
    private readonly findTime: (id: string) => Promise<Date | null>,
    private readonly onFinding: (finding: AuditFinding) => void,
  ) {}

  /**
   * @param mac what was recorded; null when nothing vouches for it yet
   * @param droppedBefore what is from before then needs not be there
   */
  async see(id: string, at: Date, mac: string | null, event: AuditEvent | null, droppedBefore: Date | null) {
    if (droppedBefore && at < droppedBefore) return;
    if (!event) return this.miss(id, at);
    this.checked += 1;
    if (!this.oldest || at < this.oldest) this.oldest = at;
    if (!this.newest || at > this.newest) this.newest = at;
    if (mac === NO_MAC) this.tell('inserted', 'It was not recorded by Latchkey', { eventId: id, at });
    else if (mac !== null && this.mac.ofEvent(event) !== mac) {
      this.tell('edited', 'It does not say what was recorded', { eventId: id, at });
    }
  }

  /** Whether its time was found to have been changed. */
  hasMoved(id: string): boolean {
    return this.moved.has(id);
  }

  tell(kind: AuditFindingKind, says: string, event: { eventId: string; at: Date } | null = null): void {
    this.findings += 1;
    this.onFinding({ kind, says, eventId: event?.eventId ?? null, at: event?.at ?? null });
  }

  private async miss(eventId: string, at: Date): Promise<void> {
    const elsewhere = this.moved.size < MOST_MOVED ? await this.findTime(eventId) : null;
    if (!elsewhere) return void this.tell('missing', 'It was recorded, and is gone', { eventId, at });
    this.moved.add(eventId);
    this.tell('edited', `Its time was changed to ${elsewhere.toISOString()}`, { eventId, at });
  }
}
