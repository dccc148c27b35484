import type { RerankAnswer } from '../calls/other-calls.js';
import { entriesOf, fieldsOf } from './answer-shape.js';

/** The scored ones of so many documents, the best first; what has no score, or stands for no document, is none. */
export function bestFirst(
  list: unknown,
  documents: number,
  scoreOf: (entry: Readonly<Record<string, unknown>>) => unknown,
): RerankAnswer['results'] {
  return entriesOf(list)
    .map(fieldsOf)
    .map((entry) => ({ index: entry['index'], score: scoreOf(entry) }))
    .filter(
      (entry): entry is { index: number; score: number } =>
        isIndex(entry.index, documents) && Number.isFinite(entry.score),
    )
    .sort((one, other) => other.score - one.score);
}

/** Of one of the documents that were sent. */
export function isIndex(value: unknown, documents: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < documents;
}
