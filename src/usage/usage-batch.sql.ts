import type { KeptStatement } from '../database/kept-plans.js';
import { DURATION_BOUNDS, NO_KEY, SUMMED_COLUMNS } from './usage-totals.entity.js';

const PLACES = Array.from({ length: DURATION_BOUNDS.length + 1 }, (_, index) => index + 1);

function isWithin(index: number): string {
  const above = DURATION_BOUNDS[index - 1];
  const upTo = DURATION_BOUNDS[index];
  return [above === undefined ? [] : `d > ${above}`, upTo === undefined ? [] : `d <= ${upTo}`].flat().join(' AND ');
}

/** Of lines. */
const SUMS: Record<(typeof SUMMED_COLUMNS)[number], string> = {
  requests: 'count(*)',
  failures: 'count(*) FILTER (WHERE s >= 400 AND s <> 499)',
  input_tokens: 'sum(ti)',
  output_tokens: 'sum("to")',
  cached_input_tokens: 'sum(tc)',
  cache_write_tokens: 'sum(tw)',
  reasoning_tokens: 'sum(tr)',
  estimated: 'count(*) FILTER (WHERE x)',
  cost_micros: 'coalesce(sum(c), 0)',
  unpriced: 'count(*) FILTER (WHERE c IS NULL AND ti + "to" > 0)',
  duration_ms: 'sum(d)',
};

const DAY = `date_trunc('day', bucket, 'UTC')`;

/** Exact to the millisecond for all times there may be, and cheaper than a `numeric`. */
const ARRIVED = 'to_timestamp(a / 1000::double precision)';

/** Of lines; to truncate the time of each costs a multiple. */
const HOUR_NUMBER = 'a / 3600000';

/** The sums of an hour's requests: of days, they are added up from here, and not from all the lines once more. */
const HOURS = `
    SELECT t, to_timestamp(${HOUR_NUMBER} * 3600::double precision) AS bucket, coalesce(y, '${NO_KEY}') AS y, u, coalesce(n, '') AS n,
      ${SUMMED_COLUMNS.map((name) => `${SUMS[name]} AS ${name}`).join(', ')},
      ARRAY[${PLACES.map((place) => `count(*) FILTER (WHERE ${isWithin(place - 1)})`).join(', ')}] AS durations
    FROM line
    GROUP BY 1, ${HOUR_NUMBER}, 3, 4, 5`;

/** Of hours. */
const SUMS_OF_HOURS = `${SUMMED_COLUMNS.map((name) => `sum(${name})`).join(', ')},
      ARRAY[${PLACES.map((place) => `sum(durations[${place}])`).join(', ')}]`;

const DAYS = `SELECT t, ${DAY}, y, u, n, ${SUMS_OF_HOURS} FROM hours GROUP BY 1, 2, 3, 4, 5`;
const USER_DAYS = `SELECT t, ${DAY}, u, n, ${SUMS_OF_HOURS} FROM hours GROUP BY 1, 2, 3, 4`;

/** What sums are of, as their tables name it. */
const BY_KEY = ['tenant_id', 'bucket', 'key_id', 'user_id', 'model'];
const BY_USER = BY_KEY.filter((name) => name !== 'key_id');

/** Always in one order, so that two processes that add up the same can't wait for each other. */
function addUp(table: string, names: readonly string[], sums: string): string {
  return `INSERT INTO ${table} AS total (${names.join(', ')}, ${SUMMED_COLUMNS.join(', ')}, durations)
    ${sums} ORDER BY ${names.map((_, index) => index + 1).join(', ')}
    ON CONFLICT (${names.join(', ')}) DO UPDATE SET
      ${SUMMED_COLUMNS.map((name) => `${name} = total.${name} + excluded.${name}`).join(', ')},
      durations = ARRAY[${PLACES.map((place) => `total.durations[${place}] + excluded.durations[${place}]`).join(', ')}]`;
}

/**
 * Reads what a journal tells of requests (`$1`, a JSON array of their lines) into all tables of usage at once: the database
 * takes them apart, so that this process need not. `journal-line.ts` has their names; what a line leaves out is as usual.
 */
export const USAGE_BATCH: KeptStatement = {
  name: 'usage-batch',
  text: `
  WITH line AS MATERIALIZED (
    SELECT i, a, t, coalesce(u, t) AS u, y, e, q, m, n, s, coalesce(z, false) AS z, coalesce(r, 1::smallint) AS r, d, b,
      coalesce(ti, 0) AS ti, coalesce("to", 0) AS "to", coalesce(tc, 0) AS tc, coalesce(tw, 0) AS tw,
      coalesce(tr, 0) AS tr, coalesce(x, false) AS x, c
    FROM json_to_recordset($1) AS l (
      i text, a bigint, t text, u text, y uuid, e text, q text, m uuid, n text, s smallint, z boolean, r smallint,
      d integer, b integer, ti bigint, "to" bigint, tc bigint, tw bigint, tr bigint, x boolean, c bigint)
  ), event AS (
    INSERT INTO usage_events (tenant_id, at, id, user_id, key_id, endpoint, requested_model, tenant_model_id, model,
      status, is_stream, attempts, duration_ms, first_byte_ms, input_tokens, output_tokens, cached_input_tokens,
      cache_write_tokens, reasoning_tokens, is_estimated, cost_micros)
    SELECT t, ${ARRIVED}, i, u, y, e, q, m, n, s, z, r, d, b, ti, "to", tc, tw, tr, x, c
    FROM line
  ), hours AS MATERIALIZED (${HOURS}
  ), hour AS (${addUp('usage_hourly', BY_KEY, 'SELECT * FROM hours')}
  ), day AS (${addUp('usage_daily', BY_KEY, DAYS)}
  ), user_day AS (${addUp('usage_daily_users', BY_USER, USER_DAYS)}
  )
  INSERT INTO model_usage AS u (tenant_id, tenant_model_id, used_tokens)
  SELECT tenants.id, tenant_models.id, used.tokens
  FROM (SELECT t, m, sum(ti + "to") AS tokens FROM line WHERE ti + "to" > 0 GROUP BY t, m) AS used
    JOIN tenants ON tenants.id = used.t JOIN tenant_models ON tenant_models.id = used.m
  ORDER BY 1, 2
  ON CONFLICT (tenant_id, tenant_model_id) DO UPDATE SET used_tokens = u.used_tokens + excluded.used_tokens`,
};

/** What every statement that changes a lease sets `changed_at` to: by the minute, so that the index is seldom written. */
export const LEASE_CHANGED = `date_trunc('minute', now())`;

/**
 * Takes what a journal (`$2`) tells of budgets: `$1` are changes of what is reserved (`r`) and spent (`s`) of a meter
 * (`m`) in a window (`w`). Whoever asks for more holds the window first and then what its journal has of it: so the windows
 * come first here, too, and none of those that are there is waited for.
 */
export const HELD_BATCH: KeptStatement = {
  name: 'held-batch',
  text: `
  WITH held AS (
    SELECT limit_meters.tenant_id, limit_meters.id AS meter_id, to_timestamp(change.w / 1000.0) AS window_start,
      change.r AS reserved, change.s AS spent
    FROM json_to_recordset($1) AS change (m uuid, w bigint, r bigint, s bigint)
    JOIN limit_meters ON limit_meters.id = change.m
  ), opened AS (
    INSERT INTO meter_windows (tenant_id, meter_id, window_start, granted, last_grant)
    SELECT tenant_id, meter_id, window_start, 0, 0 FROM held
    WHERE NOT EXISTS (SELECT 1 FROM meter_windows w WHERE w.meter_id = held.meter_id AND w.window_start = held.window_start)
    ORDER BY meter_id, window_start
    ON CONFLICT DO NOTHING RETURNING 1
  )
  INSERT INTO meter_leases AS l (tenant_id, meter_id, window_start, journal_id, reserved, spent)
  SELECT tenant_id, meter_id, window_start, $2, reserved, spent FROM held
  -- Always so; but what nobody reads is done last.
  WHERE (SELECT count(*) FROM opened) >= 0
  ORDER BY meter_id, window_start
  ON CONFLICT (meter_id, window_start, journal_id) DO UPDATE
    SET reserved = l.reserved + excluded.reserved, spent = l.spent + excluded.spent, changed_at = ${LEASE_CHANGED}`,
};
