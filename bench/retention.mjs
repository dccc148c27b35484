/** How long it takes until the oldest day is gone. */
import { PartitionKeeper } from '../dist/database/partitions/partition-keeper.js';
import { SystemDb } from '../dist/database/system-db.js';
import { EventDay } from './usage-events.mjs';
import { spreadOf, timeOf } from './timing.mjs';

const TIMES = 3;
const EVENTS = 'usage_events';
const DAY_MS = 86_400_000;

/**
 * Puts as many requests as a day has before the first of the days, and has them dropped as the application does it.
 * @returns {Promise<object>} `rows` of a day, and the spread of the milliseconds
 */
export async function timeRetention(server, usage) {
  const oldest = usage.days[0];
  const day = EventDay.before(oldest, 1);
  const rows = Math.round(usage.rows * day.share);
  const keepDays = Math.floor((Date.now() - day.to) / DAY_MS);
  const keeper = new PartitionKeeper({ table: EVENTS, period: 'day', keepDays });
  const taken = [];
  for (let time = 0; time < TIMES; time++) {
    await usage.fill([{ day, range: [0, rows] }]);
    let dropped = [];
    taken.push(
      await timeOf(async () => {
        dropped = await server.read(SystemDb).run('bench: drop the oldest day', (tx) => keeper.dropExpired(tx));
      }),
    );
    if (dropped.length !== 1) throw new Error(`${dropped.length} days were dropped in place of one`);
  }
  return { rows, ...spreadOf(taken) };
}
