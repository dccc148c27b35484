const USAGE = Buffer.from('"usage"');
const LINE_FEEDS = Buffer.from('\n\n');
const RETURNS = Buffer.from('\r\n\r\n');
const COLON = 0x3a;
const SPACE = 0x20;
const BRACE = 0x7b;
/** An event of a chat is no longer; a stream without line ends is passed on as it comes. */
const MOST_HELD = 1024 * 1024;

/**
 * Takes the event that only tells the usage out of a stream, for a client that did not ask for it. Every other byte
 * goes through as it is, an event at a time.
 */
export class HiddenUsage {
  private held: Buffer[] = [];
  private size = 0;

  /** What of the stream can be passed on now; null for nothing. */
  take(chunk: Buffer): Buffer | null {
    const end = afterLastEvent(chunk);
    if (this.held.length === 0 && end === chunk.length) return shown(chunk);
    return this.takePiece(chunk);
  }

  /** What is left when the stream has ended. */
  rest(): Buffer | null {
    const held = this.release();
    return held.length === 0 ? null : shown(held);
  }

  /** Events come in several pieces, or with the beginning of the next. */
  private takePiece(chunk: Buffer): Buffer | null {
    this.held.push(chunk);
    this.size += chunk.length;
    // Its end may lie across the border of two pieces, but then in these few bytes.
    const isPossible = afterLastEvent(Buffer.concat(this.held.slice(-2)).subarray(-chunk.length - RETURNS.length)) > 0;
    if (!isPossible && this.size <= MOST_HELD) return null;
    const all = this.release();
    const end = afterLastEvent(all);
    if (end > 0 && end < all.length) {
      this.held = [all.subarray(end)];
      this.size = all.length - end;
    }
    return shown(end === 0 ? all : all.subarray(0, end));
  }

  private release(): Buffer {
    const [only] = this.held;
    const all = this.held.length === 1 && only ? only : Buffer.concat(this.held);
    this.held = [];
    this.size = 0;
    return all;
  }
}

function afterLastEvent(text: Buffer): number {
  if (endsWith(text, LINE_FEEDS) || endsWith(text, RETURNS)) return text.length;
  const [plain, returns] = [text.lastIndexOf(LINE_FEEDS), text.lastIndexOf(RETURNS)];
  return Math.max(plain === -1 ? 0 : plain + LINE_FEEDS.length, returns === -1 ? 0 : returns + RETURNS.length);
}

function endsWith(text: Buffer, end: Buffer): boolean {
  const start = text.length - end.length;
  if (start < 0) return false;
  for (let at = 0; at < end.length; at += 1) if (text[start + at] !== end[at]) return false;
  return true;
}

/** Whole events without the one that only tells the usage; null when nothing is left. */
function shown(events: Buffer): Buffer | null {
  if (!tellsUsage(events)) return events;
  const kept: Buffer[] = [];
  for (let from = 0; from < events.length;) {
    const to = afterFirstEvent(events, from);
    const event = events.subarray(from, to);
    if (!isOnlyUsage(event)) kept.push(event);
    from = to;
  }
  return kept.length === 0 ? null : Buffer.concat(kept);
}

/** Whether there is a usage that is an object: OpenAI sends a null with every event. */
function tellsUsage(text: Buffer): boolean {
  for (let at = text.indexOf(USAGE); at !== -1; at = text.indexOf(USAGE, at + 1)) {
    let next = at + USAGE.length;
    while (text[next] === SPACE || text[next] === COLON) next += 1;
    if (text[next] === BRACE) return true;
  }
  return false;
}

function afterFirstEvent(text: Buffer, from: number): number {
  const ends = [LINE_FEEDS, RETURNS]
    .map((end) => ({ at: text.indexOf(end, from), length: end.length }))
    .filter(({ at }) => at !== -1)
    .sort((one, other) => one.at - other.at);
  const [first] = ends;
  return first ? first.at + first.length : text.length;
}

function isOnlyUsage(event: Buffer): boolean {
  if (!tellsUsage(event)) return false;
  const text = event.toString().trim();
  if (!text.startsWith('data:')) return false;
  try {
    const { choices, usage } = JSON.parse(text.slice('data:'.length)) as { choices?: unknown; usage?: unknown };
    return Array.isArray(choices) && choices.length === 0 && typeof usage === 'object' && usage !== null;
  } catch {
    return false;
  }
}
