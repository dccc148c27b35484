/** Usage as it might have come about over ninety days: the same for the same seed. */
import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { JournalTables } from '../dist/usage/journal/journal-tables.js';
import { usageLine } from '../dist/usage/journal/journal-line.js';

const PIECE = 5_000;
const DAYS = 90;
const DAY_MS = 86_400_000;
const MODELS = ['gpt-4o-mini@OpenAI', 'gpt-4o@OpenAI', 'claude-sonnet-4-5@Anthropic', 'mistral-small@Mistral'];

/**
 * Writes rows through the statement that reads journals, so that events, hours and days match as they always do.
 *
 * @param {{read: Function}} server
 * @param {{id: string, keys: readonly string[]}} tenant keys are used the more, the earlier they stand
 * @returns {Promise<number>} seconds
 */
export async function seedUsage({ read }, { id: tenantId, keys }, rows, seed) {
  const tables = read(JournalTables);
  const journalId = randomUUID();
  await tables.open(journalId, '');
  const random = randomOf(seed);
  const now = Date.now();
  const begun = performance.now();
  let from = 0;
  for (let made = 0; made < rows; made += PIECE) {
    const count = Math.min(PIECE, rows - made);
    const lines = Array.from({ length: count }, (_, index) => lineOf(made + index, { tenantId, keys, random, now }));
    const to = from + count;
    const { rejected } = await tables.write(journalId, { from, to, lines: Buffer.from(lines.join('\n')) });
    if (rejected.length > 0) throw new Error(`A row was refused: ${rejected[0]}`);
    from = to;
  }
  await tables.close(journalId);
  return (performance.now() - begun) / 1000;
}

function lineOf(number, { tenantId, keys, random, now }) {
  const isFailed = random() < 0.02;
  const outputTokens = isFailed ? 0 : Math.floor(random() * 800);
  const model = MODELS[zipf(random, MODELS.length)];
  const durationMs = Math.floor(40 * 1.6 ** (random() * 12));
  return usageLine({
    ...{ requestId: `seed-${number}-${tenantId}`, at: now - Math.floor(random() * DAYS * DAY_MS), tenantId },
    ...{ userId: tenantId, keyId: keys[zipf(random, keys.length)], endpoint: 'chat', requestedModel: model },
    ...{ tenantModelId: null, model, status: isFailed ? 502 : 200, isStream: random() < 0.5, attempts: 1 },
    ...{ durationMs, firstByteMs: isFailed ? null : Math.floor(durationMs / 3) },
    ...{ inputTokens: isFailed ? 0 : 20 + Math.floor(random() * 2_000), outputTokens, cachedInputTokens: 0 },
    ...{ cacheWriteTokens: 0, reasoningTokens: 0, isEstimated: false, costMicros: outputTokens * 2 },
  });
}

/** A place below the length; the one at n about 1/n as often as the first. */
function zipf(random, length) {
  return Math.min(length - 1, Math.floor(length ** random()) - 1);
}

/** Below 1 (mulberry32). */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
