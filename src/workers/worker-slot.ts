import cluster, { type Worker } from 'node:cluster';
import { RestartPace } from '../database/embedded/restart-pace.js';
import type { PinoLogger } from '../logging/logger.js';
import type { ProcessMetrics } from '../metrics/metric-family.js';
import { Channel } from './channel.js';
import { WORKER_NUMBER, type PrimaryHears, type Started, type WorkerHears } from './conversation.js';

const CONTEXT = 'Workers';
/** For a worker to end, once the time is up that it gives its running requests. */
const GOODBYE_MS = 5_000;

export interface SlotOptions {
  number: number;
  /** How long a worker lets running requests go on. */
  graceMs: number;
  /** What the primary answers to any worker. */
  hears: Omit<PrimaryHears, 'started' | 'failed'>;
  onEnded: () => void;
  logger: PinoLogger;
}

/** The place of one worker: who dies in it is followed by another, after a pause that grows with the deaths. */
export class WorkerSlot {
  private readonly pace = new RestartPace();
  private worker: Worker | null = null;
  /** To the worker that answers requests; null while there is none. */
  private channel: Channel<PrimaryHears, WorkerHears> | null = null;
  private restart: NodeJS.Timeout | null = null;
  private gone: Promise<void> = Promise.resolve();
  private hasServed = false;
  private isStopping = false;

  constructor(private readonly options: SlotOptions) {}

  /** The first start: from then on there is always a worker, or one to come. @throws Error when it can't start at all */
  async start(): Promise<Started> {
    const started = await this.launch();
    void this.gone.then(() => this.replace());
    return started;
  }

  /** @throws Error when there is no worker, or it does not answer in time */
  async metrics(patienceMs: number): Promise<ProcessMetrics> {
    const told = await this.channel?.ask('metrics', undefined, patienceMs);
    if (!told) throw new Error(`Worker ${this.options.number} is not there`);
    return told;
  }

  /** Lets running requests finish, for as long as a worker gives them. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.restart) clearTimeout(this.restart);
    const { worker } = this;
    if (!worker) return;
    worker.send({ topic: 'stop' }, () => undefined);
    const kill = setTimeout(() => worker.process.kill('SIGKILL'), this.options.graceMs + GOODBYE_MS);
    await this.gone;
    clearTimeout(kill);
  }

  private launch(): Promise<Started> {
    const { number, hears } = this.options;
    const worker = cluster.fork({ [WORKER_NUMBER]: String(number) });
    this.worker = worker;
    closeForgottenConnection(worker);
    let failure: string | null = null;
    const starting = new Promise<Started>((resolve, reject) => {
      const channel = new Channel<PrimaryHears, WorkerHears>(worker, {
        ...hears,
        started: (news) => {
          this.channel = channel;
          this.hasServed = true;
          resolve(news);
        },
        failed: (message) => (failure = message),
      });
      this.gone = endOf(worker).then((how) => {
        this.worker = this.channel = null;
        this.options.onEnded();
        reject(new Error(failure ?? `Worker ${number} ended before it could serve (${how})`));
        if (this.hasServed && !this.isStopping) this.warn(`ended (${failure ?? how})`);
      });
    });
    return starting;
  }

  private replace(): void {
    if (this.isStopping) return;
    const pauseMs = this.pace.next(performance.now());
    this.restart = setTimeout(() => {
      this.launch().then(
        () => this.warn('was started again'),
        () => undefined, // That it ended has been said, and it is tried again.
      );
      void this.gone.then(() => this.replace());
    }, pauseMs);
  }

  private warn(what: string): void {
    this.options.logger.warn(`Worker ${this.options.number} ${what}`, CONTEXT);
  }
}

/** Settles when a worker is gone and all that it said has arrived. @returns how it ended */
function endOf(worker: Worker): Promise<string> {
  return new Promise((resolve) => {
    worker.on('error', (error) => {
      if (worker.process.pid === undefined) resolve(String(error)); // It could not be forked.
    });
    worker.once('exit', (code: number | null, signal: string | null) => {
      const how = signal ?? `exit code ${code}`;
      if (worker.isConnected()) worker.once('disconnect', () => resolve(how));
      else resolve(how);
    });
  });
}

/**
 * node:cluster forgets the connection that is on its way to a worker, one at a time, when that dies: nobody would ever
 * answer or close it. Where it had arrived, it is closed here already, and closing it again does nothing.
 */
function closeForgottenConnection({ process: child }: Worker): void {
  const send = child.send.bind(child) as (...what: unknown[]) => boolean;
  let handed: { close?: () => void } | undefined;
  const sendAndRemember = (message: unknown, handle?: typeof handed, ...rest: unknown[]): boolean => {
    if (typeof handle?.close === 'function') handed = handle;
    return send(message, handle, ...rest);
  };
  child.send = sendAndRemember as typeof child.send;
  child.once('exit', () => handed?.close?.());
}
