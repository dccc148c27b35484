import { Worker } from 'node:worker_threads';
import { workerScript } from '../worker-script.js';
import type { Hit, VectorPage } from './nearest.js';
import type { ScanAnswer, ScanMessage } from './scan-message.js';

type Question = { question: Float32Array; limit: number };

interface Waiting {
  resolve(hits: Hit[]): void;
  reject(error: Error): void;
}

/** The thread that compares vectors. It starts when it is first needed, and anew after it broke; then it remembers nothing. */
export class ScanThread {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;

  /** @param onBroken it has forgotten what it kept */
  constructor(private readonly onBroken: () => void) {}

  keep(base: string, page: VectorPage): void {
    this.tell({ kind: 'keep', base, page }, page);
  }

  forget(base: string): void {
    if (this.worker) this.tell({ kind: 'forget', base });
  }

  /** Of what it keeps of a base, the nearest first. */
  nearestKept(base: string, question: Question): Promise<Hit[]> {
    return this.ask((call) => this.tell({ kind: 'kept', call, base, ...question }));
  }

  /** Of a page, the nearest first; the page is not kept. */
  nearestOf(page: VectorPage, question: Question): Promise<Hit[]> {
    return this.ask((call) => this.tell({ kind: 'page', call, page, ...question }, page));
  }

  async stop(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(tell: (call: number) => void): Promise<Hit[]> {
    const call = this.calls++;
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      tell(call);
    });
  }

  /** Pages go over whole, without being copied. */
  private tell(message: ScanMessage, page?: VectorPage): void {
    this.worker ??= this.start();
    this.worker.postMessage(message, page ? [page.vectors.buffer as ArrayBuffer] : []);
  }

  private start(): Worker {
    const worker = new Worker(workerScript('./scan-worker.js', import.meta.url), { env: {}, execArgv: [] });
    worker.unref();
    worker.on('message', ({ call, hits }: ScanAnswer) => {
      this.waiting.get(call)?.resolve(hits);
      this.waiting.delete(call);
    });
    worker.once('error', (error) => this.break(worker, error));
    worker.once('exit', () => this.break(worker, new Error('The search has stopped')));
    return worker;
  }

  private break(worker: Worker, error: unknown): void {
    // After its error comes its exit, when another one may be at work.
    if (this.worker !== worker) return;
    this.worker = null;
    const failure = error instanceof Error ? error : new Error(String(error));
    for (const waiting of this.waiting.values()) waiting.reject(failure);
    this.waiting.clear();
    this.onBroken();
  }
}
