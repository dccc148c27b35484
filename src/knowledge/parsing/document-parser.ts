import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { workerScript } from '../worker-script.js';
import type { BundledFile, ParseAnswer, ParseRequest } from './parse-message.js';
import { UnreadableFileError } from './unreadable-file.error.js';

/** The tokenizer takes some 60 MB of it. */
const MOST_HEAP_MB = 384;
/** Buffers lie outside of any heap: who makes the whole process grow by so much while it reads is stopped. */
const MOST_GROWTH_BYTES = 1024 * 1024 * 1024;
const WATCH_MS = 50;
const CHUNKS_WITHIN_MS = 60_000;
const UNPACKED_WITHIN_MS = 10_000;
const TOO_MUCH_MEMORY = 'Reading the file takes too much memory';

/** Reads files, each in a thread of its own with bounds on time and memory: what a file does there harms nobody else. */
@Injectable()
export class DocumentParser {
  /** Archives are unpacked while their uploader waits: one at a time, however many do. */
  private turn: Promise<unknown> = Promise.resolve();

  /** The text of a file in chunks. @throws UnreadableFileError */
  async chunks(extension: string, content: Uint8Array, signal: AbortSignal): Promise<string[]> {
    const answer = await ask({ kind: 'chunks', extension, content }, CHUNKS_WITHIN_MS, signal);
    return answer.kind === 'chunks' ? answer.chunks : unreadable(answer);
  }

  /** The files of an archive that can be imported. @throws UnreadableFileError */
  members(content: Uint8Array): Promise<BundledFile[]> {
    const members = this.turn.then(() => this.unpack(content));
    this.turn = members.catch(() => undefined);
    return members;
  }

  private async unpack(content: Uint8Array): Promise<BundledFile[]> {
    const answer = await ask({ kind: 'members', content }, UNPACKED_WITHIN_MS, null);
    if (answer.kind !== 'members') return unreadable(answer);
    return answer.members.map((member) => ({ name: member.name, content: Buffer.from(member.content) }));
  }
}

function unreadable(answer: ParseAnswer): never {
  throw new UnreadableFileError(answer.kind === 'unreadable' ? answer.message : 'The file could not be read');
}

function ask(request: ParseRequest, withinMs: number, signal: AbortSignal | null): Promise<ParseAnswer> {
  const worker = new Worker(workerScript('./parse-worker.js', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB, maxYoungGenerationSizeMb: 32 },
    env: {},
    execArgv: [],
    // Libraries warn of what they find in files, in words of the files.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  return new Promise<ParseAnswer>((resolve, reject) => {
    const fail = (error: Error): void => reject(error);
    const timer = setTimeout(
      () => fail(new UnreadableFileError(`The file could not be read within ${withinMs / 1000} seconds`)),
      withinMs,
    );
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > MOST_GROWTH_BYTES) fail(new UnreadableFileError(TOO_MUCH_MEMORY));
    }, WATCH_MS);
    const stop = (): void => fail(new Error('The import was stopped'));
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', (answer: ParseAnswer) => resolve(answer));
    worker.once('error', (error) => fail(new UnreadableFileError(wordsFor(error), { cause: error })));
    worker.once('exit', () => {
      clearTimeout(timer);
      clearInterval(watch);
      signal?.removeEventListener('abort', stop);
      fail(new UnreadableFileError('The file could not be read'));
    });
    if (signal?.aborted) stop();
  }).finally(() => void worker.terminate());
}

function wordsFor(error: Error & { code?: string }): string {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? TOO_MUCH_MEMORY : 'The file could not be read';
}
