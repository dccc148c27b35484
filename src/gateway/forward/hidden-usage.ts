const USAGE = '"usage"';
/** An event of a chat is no longer; a stream without line ends is passed on as it comes. */
const MOST_HELD = 1024 * 1024;

/**
 * Takes the event that only tells the usage out of a stream, for a client that did not ask for it. Every other byte
 * goes through as it is, an event at a time.
 */
export class HiddenUsage {
  private held: Buffer | null = null;

  /** What of the stream can be passed on now; null for nothing. */
  take(chunk: Buffer): Buffer | null {
    const all = this.held ? Buffer.concat([this.held, chunk]) : chunk;
    const end = afterLastEvent(all);
    if (end === 0 && all.length <= MOST_HELD) {
      this.held = all;
      return null;
    }
    const whole = end === 0 ? all : all.subarray(0, end);
    this.held = whole.length === all.length ? null : all.subarray(whole.length);
    const kept = whole.includes(USAGE) ? withoutUsage(whole) : whole;
    return kept.length === 0 ? null : kept;
  }

  /** What is left when the stream has ended. */
  rest(): Buffer | null {
    const { held } = this;
    this.held = null;
    if (!held) return null;
    const kept = withoutUsage(held);
    return kept.length === 0 ? null : kept;
  }
}

function afterLastEvent(text: Buffer): number {
  const plain = text.lastIndexOf('\n\n');
  const withReturns = text.lastIndexOf('\r\n\r\n');
  return Math.max(plain === -1 ? 0 : plain + 2, withReturns === -1 ? 0 : withReturns + 4);
}

function withoutUsage(events: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let from = 0; from < events.length;) {
    const to = afterFirstEvent(events, from);
    const event = events.subarray(from, to);
    if (!isOnlyUsage(event)) kept.push(event);
    from = to;
  }
  return Buffer.concat(kept);
}

function afterFirstEvent(text: Buffer, from: number): number {
  const ends = [
    { at: text.indexOf('\n\n', from), length: 2 },
    { at: text.indexOf('\r\n\r\n', from), length: 4 },
  ].filter(({ at }) => at !== -1);
  const first = ends.sort((one, other) => one.at - other.at)[0];
  return first ? first.at + first.length : text.length;
}

function isOnlyUsage(event: Buffer): boolean {
  if (!event.includes(USAGE)) return false;
  const text = event.toString().trim();
  if (!text.startsWith('data:')) return false;
  try {
    const { choices, usage } = JSON.parse(text.slice('data:'.length)) as { choices?: unknown; usage?: unknown };
    return Array.isArray(choices) && choices.length === 0 && typeof usage === 'object' && usage !== null;
  } catch {
    return false;
  }
}
