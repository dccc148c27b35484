import type { WireReply } from '../http/wire/wire-reply.js';

/** Done once a client reads again. @throws what the signal says, as soon as it does */
export function drained(reply: WireReply, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    reply.once('drain', () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
  });
}
