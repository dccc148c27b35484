import { ConflictError } from '../kernel/app-error.js';
import { BUSY } from '../database/lock-failure.js';

/**
 * Lets one apply at a time out of this process to the database. Each has a connection while it waits for the others
 * there, and many that wait would leave none for anything else.
 */
export class ApplyTurn {
  private readonly waiting: (() => void)[] = [];
  private isTaken = false;

  /** @throws ConflictError when the turn has not come by then */
  async take<T>(patienceMs: number, work: () => Promise<T>): Promise<T> {
    await this.come(patienceMs);
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.isTaken = false;
    }
  }

  private come(patienceMs: number): Promise<void> {
    if (!this.isTaken) {
      this.isTaken = true;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        reject(new ConflictError(BUSY));
      }, patienceMs);
      this.waiting.push(begin);
    });
  }
}
