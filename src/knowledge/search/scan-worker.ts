import { parentPort } from 'node:worker_threads';
import { NearestHits, type Hit, type VectorPage } from './nearest.js';
import type { ScanMessage } from './scan-message.js';

/** Compares questions with vectors, beside the thread that serves requests. */
const kept = new Map<string, VectorPage[]>();

parentPort?.on('message', (message: ScanMessage) => {
  switch (message.kind) {
    case 'keep':
      kept.set(message.base, [...(kept.get(message.base) ?? []), message.page]);
      return;
    case 'forget':
      kept.delete(message.base);
      return;
    case 'kept':
      answer(message.call, nearest(kept.get(message.base) ?? [], message.question, message.limit));
      return;
    case 'page':
      answer(message.call, nearest([message.page], message.question, message.limit));
  }
});

function nearest(pages: readonly VectorPage[], question: Float32Array, limit: number): Hit[] {
  const hits = new NearestHits(limit);
  for (const page of pages) hits.scan(page, question);
  return hits.list();
}

function answer(call: number, hits: Hit[]): void {
  parentPort?.postMessage({ call, hits });
}
