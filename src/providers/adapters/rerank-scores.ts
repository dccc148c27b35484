import type { RerankAnswer } from '../calls/other-calls.js';
import { entriesOf, fieldsOf } from './answer-shape.js';

/** The scored documents of whatever list came, the best first; entries without a score are none. */
export function bestFirst(
  list: unknown,
  scoreOf: (entry: Readonly<Record<string, unknown>>) => unknown,
): RerankAnswer['results'] {
  return entriesOf(list)
    .map(fieldsOf)
    .map((entry) => ({ index: Number(entry['index']), score: scoreOf(entry) }))
    .filter((entry): entry is { index: number; score: number } => Number.isFinite(entry.score))
    .sort((one, other) => other.score - one.score);
}
