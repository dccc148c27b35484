/** What was found wrong with the audit trail. */
export type AuditFindingKind =
  /** An event does not say what was recorded. */
  | 'edited'
  /** An event that was recorded is gone. */
  | 'missing'
  /** An event is there that was never recorded, or whose seal was taken away. */
  | 'inserted'
  /** A seal was changed, moved or made by somebody else. */
  | 'seal broken'
  /** Seals are gone. */
  | 'seal missing'
  /** The chain is not the one that was kept outside, or does not end where it should. */
  | 'chain broken';

export interface AuditFinding {
  kind: AuditFindingKind;
  /** The event's; null for what is about the chain alone. */
  eventId: string | null;
  at: Date | null;
  /** What more is to be said. */
  says: string;
}

export interface AuditReport {
  /** Events that were compared with their seals. */
  checked: number;
  /** Of the events that were checked. */
  oldest: Date | null;
  newest: Date | null;
  /** Events that wait for their seal; they were compared with what vouches for them until then. */
  unsealed: number;
  findings: number;
  /** Null while nothing was sealed. */
  chain: {
    /** The newest, in the form in which it can be given back. */
    anchor: string;
    beganAt: Date;
    /** Events that were older than the chain, and taken as they were found. */
    adopted: number;
    droppedBefore: Date | null;
  } | null;
}
