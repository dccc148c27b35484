/** What one side can be asked, by topic, each with at most one subject. */
type Hears = Record<string, (subject: never) => unknown>;
type SubjectOf<H, T extends keyof H> = H[T] extends (subject: infer S) => unknown ? S : undefined;
type AnswerOf<H, T extends keyof H> = H[T] extends (subject: never) => infer A ? Awaited<A> : never;

/** Either end of the pipe between a process and one that it forked. */
export interface ChannelEnd {
  send?(message: object, sent: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

interface Message {
  topic?: string;
  subject?: unknown;
  /** Of the question that this is, or that this answers; absent where no answer is waited for. */
  question?: number;
  answer?: unknown;
  failure?: string;
}

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Questions and news between the primary and a worker. Nobody waits for ever: the other side may hang, or be gone. */
export class Channel<Mine extends Hears, Theirs extends Hears> {
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  constructor(
    private readonly end: ChannelEnd,
    private readonly hears: Mine,
  ) {
    end.on('message', (message) => void this.receive(message as Message | null));
  }

  /** @throws Error when there is no answer within that time, or the other side failed */
  ask<T extends keyof Theirs & string>(
    topic: T,
    subject: SubjectOf<Theirs, T>,
    patienceMs: number,
  ): Promise<AnswerOf<Theirs, T>> {
    const question = ++this.asked;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => this.settle({ question, failure: `No answer to \`${topic}\` in ${patienceMs} ms` });
      this.waiting.set(question, { resolve, reject, timer: setTimeout(giveUp, patienceMs) });
      void this.send({ topic, subject, question });
    });
  }

  /** Resolves once it is handed over, or can't be. */
  tell<T extends keyof Theirs & string>(topic: T, subject: SubjectOf<Theirs, T>): Promise<void> {
    return this.send({ topic, subject });
  }

  private send(message: Message): Promise<void> {
    return new Promise((resolve) => {
      if (this.end.send) this.end.send(message, () => resolve());
      else resolve();
    });
  }

  private async receive(message: Message | null): Promise<void> {
    if (typeof message?.topic !== 'string') {
      if (message) this.settle(message);
      return;
    }
    const { topic, subject, question } = message;
    const reply: Message = question === undefined ? {} : { question };
    try {
      reply.answer = await this.hears[topic]?.(subject as never);
    } catch (error) {
      reply.failure = String(error);
    }
    if (question !== undefined) await this.send(reply);
  }

  private settle({ question = 0, answer, failure }: Message): void {
    const waiting = this.waiting.get(question);
    if (!waiting) return;
    this.waiting.delete(question);
    clearTimeout(waiting.timer);
    if (failure === undefined) waiting.resolve(answer as never);
    else waiting.reject(new Error(failure));
  }
}
