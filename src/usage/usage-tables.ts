import type { PartitionedTable } from '../database/partitions/partition-keeper.js';

/** More than a year of hours, so that any month can be held against the same one of the year before. */
export const HOURS_KEPT_DAYS = 400;

/** The tables of usage, and how long their rows stay. Days are never dropped: there are few. @param eventsKeptDays null: for ever */
export function usageTables(eventsKeptDays: number | null): readonly PartitionedTable[] {
  return [
    { table: 'usage_events', period: 'day', keepDays: eventsKeptDays },
    { table: 'usage_hourly', period: 'month', keepDays: HOURS_KEPT_DAYS },
    { table: 'usage_daily', period: 'year', keepDays: null },
    { table: 'usage_daily_users', period: 'year', keepDays: null },
  ];
}
