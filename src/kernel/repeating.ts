import { messageOf } from './message-of.js';

/** Work that is done again and again, and never twice at the same time. */
export class Repeating {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  /** A turn that was asked for, and has not begun. */
  private next: Promise<void> | null = null;
  /** So that what goes wrong each time is told once. */
  private lastFailure = '';

  /** @param tell of a failure: not of the same once more, until the work has succeeded again */
  constructor(
    private readonly work: () => Promise<void>,
    private readonly tell: (failure: string) => void,
  ) {}

  /** It keeps no process alive. */
  start(everyMs: number): void {
    this.timer = setInterval(() => void this.run(), everyMs).unref();
  }

  /** Done once a turn has ended that began after this call; whoever asks before it begins shares it. Never rejects. */
  run(): Promise<void> {
    this.next ??= this.inTurn(() => {
      this.next = null;
      return this.turn();
    });
    return this.next;
  }

  /** Other work that may not be done meanwhile, once what was asked for before has ended. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.running.then(work);
    this.running = done.catch(() => undefined);
    return done;
  }

  /** No turn begins by itself any more. Done once those that were asked for have ended. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  private async turn(): Promise<void> {
    try {
      await this.work();
      this.lastFailure = '';
    } catch (error) {
      const failure = messageOf(error);
      if (failure !== this.lastFailure) this.tell(failure);
      this.lastFailure = failure;
    }
  }
}
