import { KeptBytes } from './kept-bytes.js';

const USAGE = '"usage"';
const LINE_FEED = 0x0a;
/** An object: OpenAI sends a null with every event. */
const TOLD = /"usage"[ :]*\{/;
const ALL_TOLD = new RegExp(TOLD, 'g');
/** An event of a chat is no longer; a stream without line ends is passed on as it comes. */
const MOST_HELD = 1024 * 1024;

/** Blank lines, in the three ways in which lines may end (HTML Standard, "Parsing an event stream"). */
const BLANK_LINES = ['\n\n', '\n\r\n', '\r\r'];
const BLANK_LINE = /\n\r?\n|\r\r/g;
/** Of the longest, all but one: so much of it may have come before. */
const SEAM = 2;

/**
 * Takes the event that only tells the usage out of a stream, for a client that did not ask for it. Every other byte
 * goes through as it is, an event at a time.
 */
export class HiddenUsage {
  private readonly held = new KeptBytes();
  /** The last bytes of what is held. */
  private seam: Buffer = Buffer.alloc(0);

  /** What of the stream can be passed on now; null for nothing. */
  take(chunk: Buffer): Buffer | null {
    if (this.held.size === 0 && endsEvent(chunk)) return shown(chunk);
    const end = this.lastEventEnd(chunk);
    if (end === 0) {
      this.hold(chunk);
      return this.held.size > MOST_HELD ? this.rest() : null;
    }
    this.held.add(chunk.subarray(0, end));
    const passed = this.rest();
    if (end < chunk.length) this.hold(chunk.subarray(end));
    return passed;
  }

  /** What is left when the stream has ended. */
  rest(): Buffer | null {
    this.seam = this.seam.subarray(0, 0);
    return shown(this.held.taken());
  }

  private hold(bytes: Buffer): void {
    this.held.add(bytes);
    this.seam = Buffer.concat([this.seam, bytes.subarray(-SEAM)]).subarray(-SEAM);
  }

  /** Only what is new is searched: a stream that comes a byte at a time would otherwise take time with its square. */
  private lastEventEnd(chunk: Buffer): number {
    const end = afterLastBlankLine(chunk);
    if (end > 0 || this.seam.length === 0) return end;
    const across = Buffer.concat([this.seam, chunk.subarray(0, SEAM)]);
    return Math.max(0, afterLastBlankLine(across) - this.seam.length);
  }
}

/** As nearly every piece of nearly every stream does. */
function endsEvent(chunk: Buffer): boolean {
  return chunk[chunk.length - 1] === LINE_FEED && chunk[chunk.length - 2] === LINE_FEED;
}

/** Null for nothing. */
function shown(events: Buffer): Buffer | null {
  // A character a byte, so that places in the text are places in the bytes; and searched at a third of the price.
  const text = events.toString('latin1');
  const kept = text.includes(USAGE) && TOLD.test(text) ? withoutUsage(events, text) : events;
  return kept.length === 0 ? null : kept;
}

function afterLastBlankLine(text: Buffer): number {
  let end = 0;
  for (const blank of BLANK_LINES) {
    const at = text.lastIndexOf(blank);
    if (at !== -1) end = Math.max(end, at + blank.length);
  }
  return end;
}

/** Only events that tell some are looked at: nearly all of a stream's don't. @param text the same, a character a byte */
function withoutUsage(events: Buffer, text: string): Buffer {
  const kept: Buffer[] = [];
  let keptFrom = 0;
  let seen = 0;
  for (const { index } of text.matchAll(ALL_TOLD)) {
    // Another one of the same event.
    if (index < seen) continue;
    const start = seen + afterLastBlankLine(events.subarray(seen, index));
    BLANK_LINE.lastIndex = index;
    seen = BLANK_LINE.test(text) ? BLANK_LINE.lastIndex : text.length;
    if (!isOnlyUsage(text.slice(start, seen))) continue;
    kept.push(events.subarray(keptFrom, start));
    keptFrom = seen;
  }
  return keptFrom === 0 ? events : Buffer.concat([...kept, events.subarray(keptFrom)]);
}

function isOnlyUsage(event: string): boolean {
  const text = event.trim();
  if (!text.startsWith('data:')) return false;
  try {
    const { choices, usage } = JSON.parse(text.slice('data:'.length)) as { choices?: unknown; usage?: unknown };
    return Array.isArray(choices) && choices.length === 0 && typeof usage === 'object' && usage !== null;
  } catch {
    return false;
  }
}
