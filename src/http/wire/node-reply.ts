import type { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import type { Answering, AttendedReply } from './wire-reply.js';

/** The reply to a request that node has read. */
export class NodeReply implements AttendedReply {
  constructor(private readonly raw: ServerResponse) {}

  get headersSent(): boolean {
    return this.raw.headersSent;
  }

  get writableLength(): number {
    return this.raw.writableLength;
  }

  attend(answering: Answering): void {
    const { raw } = this;
    // A client may leave between any two writes; that it did is told by `close`, which follows.
    raw.on('error', ignore);
    if (raw.closed) {
      answering.leave();
      return;
    }
    raw.on('close', () => {
      if (!raw.writableFinished) answering.leave();
    });
  }

  writeHead(status: number, head: readonly string[], own: readonly string[] = []): void {
    this.raw.writeHead(status, [...head, ...own]);
  }

  write(bytes: string | Buffer): boolean {
    return this.raw.write(bytes);
  }

  end(bytes?: string | Buffer): void {
    this.raw.end(bytes);
  }

  destroy(): void {
    this.raw.destroy();
  }

  setTimeout(milliseconds: number): void {
    this.raw.setTimeout(milliseconds);
  }

  once(event: 'drain', listener: () => void): void {
    this.raw.once(event, listener);
  }
}

function ignore(): void {
  // An error without a listener ends the process.
}
