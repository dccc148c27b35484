import { hasColours, isInteractive, type Io } from '../io.js';
import { printable } from './printable.js';

const EVERY_MS = 120;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Tells on stderr what one is waiting for: a line that changes on a terminal, nothing elsewhere. */
export class Progress {
  constructor(private readonly io: Io) {}

  /** @param work is given a function that says what is going on now */
  async during<Result>(text: string, work: (say: (text: string) => void) => Promise<Result>): Promise<Result> {
    if (!isInteractive(this.io) || !hasColours(this.io.stderr, this.io.env)) return work(() => undefined);
    let now = text;
    let frame = 0;
    const draw = (): void => {
      frame += 1;
      this.io.stderr.write(`\r\u001b[K${FRAMES[frame % FRAMES.length]} ${printable(now)}`);
    };
    const timer = setInterval(draw, EVERY_MS);
    try {
      return await work((said) => {
        now = said;
      });
    } finally {
      clearInterval(timer);
      this.io.stderr.write('\r\u001b[K');
    }
  }
}
