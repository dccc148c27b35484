import type { McpLimits } from './mcp-limits.js';

const MINUTE_MS = 60_000;

/** What a server says, held to bounds: who says too much loses the connection instead of filling the memory. */
export class Inflow {
  /** Called with what was too much. */
  onExcess: (reason: Error) => void = () => undefined;
  private since: number;
  private bytes = 0;
  private messages = 0;

  constructor(
    private readonly limits: Pick<McpLimits, 'messageBytes' | 'bytesAMinute' | 'messagesAMinute'>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.since = now();
  }

  /** @throws Error when it is too much for a minute */
  count(bytes: number, messages: number): void {
    const now = this.now();
    if (now - this.since > MINUTE_MS) {
      this.since = now;
      this.bytes = 0;
      this.messages = 0;
    }
    this.bytes += bytes;
    this.messages += messages;
    if (this.bytes > this.limits.bytesAMinute || this.messages > this.limits.messagesAMinute)
      this.refuse('The server says too much');
  }

  /** Passes a stream of server-sent events on, and breaks it off where an event or a minute holds too much. */
  meterEvents(): TransformStream<Uint8Array, Uint8Array> {
    const ends = new EventEnds();
    let open = 0;
    return new TransformStream({
      transform: (chunk, controller) => {
        const { count, tail } = ends.in(chunk);
        open = count > 0 ? tail : open + chunk.length;
        if (open > this.limits.messageBytes) this.refuse('The server sends a message that is too large');
        this.count(chunk.length, count);
        controller.enqueue(chunk);
      },
    });
  }

  private refuse(says: string): never {
    const reason = new Error(says);
    this.onExcess(reason);
    throw reason;
  }
}

const LF = 10;
const CR = 13;

/** Finds blank lines, which end events, across the borders of chunks; lines end with LF, CR or both. */
class EventEnds {
  private isLineEmpty = false;
  private isAfterReturn = false;

  /** @returns how many there are, and how many bytes come after the last */
  in(chunk: Uint8Array): { count: number; tail: number } {
    let count = 0;
    let end = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      const isSecondHalf = byte === LF && this.isAfterReturn;
      this.isAfterReturn = byte === CR;
      if (isSecondHalf) continue;
      if (byte !== LF && byte !== CR) {
        this.isLineEmpty = false;
        continue;
      }
      if (this.isLineEmpty) {
        count += 1;
        end = at + 1;
      }
      this.isLineEmpty = true;
    }
    return { count, tail: chunk.length - end };
  }
}
