/** The tables of sums, added up from all requests at once, and held against them. */
import { DURATION_BOUNDS, NO_KEY, SUMMED_COLUMNS } from '../dist/usage/usage-totals.entity.js';

const OF_REQUESTS = {
  requests: 'count(*)',
  failures: 'count(*) FILTER (WHERE status >= 400 AND status <> 499)',
  input_tokens: 'sum(input_tokens)',
  output_tokens: 'sum(output_tokens)',
  cached_input_tokens: 'sum(cached_input_tokens)',
  cache_write_tokens: 'sum(cache_write_tokens)',
  reasoning_tokens: 'sum(reasoning_tokens)',
  estimated: 'count(*) FILTER (WHERE is_estimated)',
  cost_micros: 'coalesce(sum(cost_micros), 0)',
  unpriced: 'count(*) FILTER (WHERE cost_micros IS NULL AND input_tokens + output_tokens > 0)',
  duration_ms: 'sum(duration_ms)',
};
const PLACES = [...DURATION_BOUNDS.keys(), DURATION_BOUNDS.length];
/** Bounds belong to what is below them. */
const PLACE = `width_bucket(duration_ms - 1, ARRAY[${DURATION_BOUNDS}])`;

const SUMS_OF_REQUESTS = [
  ...SUMMED_COLUMNS.map((name) => `${OF_REQUESTS[name]} AS ${name}`),
  `ARRAY[${PLACES.map((place) => `count(*) FILTER (WHERE place = ${place})`)}] AS durations`,
].join(', ');
const SUMS_OF_SUMS = [
  ...SUMMED_COLUMNS.map((name) => `sum(${name})::bigint AS ${name}`),
  `ARRAY[${PLACES.map((place) => `sum(durations[${place + 1}])::bigint`)}] AS durations`,
].join(', ');

const REQUESTS_OF = (table) => `(
  SELECT *, ${PLACE} AS place, coalesce(key_id, '${NO_KEY}') AS key, coalesce(model, '') AS used FROM "${table}") r`;

/**
 * @param {'hour' | 'day'} unit
 * @param {string} target a partition of sums by key
 * @param {string} events a partition of requests
 */
export function addUpSql(unit, target, events) {
  return `
    INSERT INTO "${target}" (tenant_id, bucket, key_id, user_id, model, ${SUMMED_COLUMNS.join(', ')}, durations)
    SELECT tenant_id, date_trunc('${unit}', at, 'UTC'), key, user_id, used, ${SUMS_OF_REQUESTS}
    FROM ${REQUESTS_OF(events)} GROUP BY 1, 2, 3, 4, 5`;
}

/** @param {string} target a partition of sums by user @param {string} days the same year's by key */
export function addUpKeysSql(target, days) {
  return `
    INSERT INTO "${target}" (tenant_id, bucket, user_id, model, ${SUMMED_COLUMNS.join(', ')}, durations)
    SELECT tenant_id, bucket, user_id, model, ${SUMS_OF_SUMS} FROM "${days}" GROUP BY 1, 2, 3, 4`;
}

export const ADD_UP_MODELS = `
  INSERT INTO model_usage AS u (tenant_id, tenant_model_id, used_tokens)
  SELECT tenant_id, tenant_model_id, sum(input_tokens + output_tokens) FROM usage_events
  WHERE tenant_model_id IS NOT NULL GROUP BY 1, 2
  ON CONFLICT (tenant_id, tenant_model_id) DO UPDATE SET used_tokens = excluded.used_tokens`;

/** Ways to group that together name all that a sum is of. */
const GROUPINGS = [
  {
    ofRequests: `tenant_id, date_trunc('day', at, 'UTC'), user_id, used`,
    ofSums: `tenant_id, date_trunc('day', bucket, 'UTC'), user_id, model`,
    places: '1, 2, 3, 4',
    tables: ['usage_hourly', 'usage_daily', 'usage_daily_users'],
  },
  { ofRequests: 'key, user_id', ofSums: 'key_id, user_id', places: '1, 2', tables: ['usage_hourly', 'usage_daily'] },
];

const MODELS_DIFFER = `
  SELECT count(*)::int AS differ FROM (
    SELECT tenant_id, tenant_model_id, sum(input_tokens + output_tokens) AS tokens FROM usage_events
    WHERE tenant_model_id IS NOT NULL GROUP BY 1, 2
  ) e FULL JOIN model_usage u USING (tenant_id, tenant_model_id) WHERE e.tokens IS DISTINCT FROM u.used_tokens`;

/**
 * Holds what hours, days and models say against the requests, in every column.
 * @throws Error when anything differs
 */
export async function checkSums(crew) {
  const checks = GROUPINGS.map((grouping) => ({ name: grouping.tables.join(', '), query: differSql(grouping) }));
  await crew.each([...checks, { name: 'model_usage', query: MODELS_DIFFER }], async (sql, { name, query }) => {
    const [{ differ }] = await sql(query);
    if (differ > 0) throw new Error(`${name}: ${differ} sums are not those of the requests`);
  });
  const [{ count }] = await crew.sql('SELECT count(*) FROM usage_events');
  return Number(count);
}

function differSql({ ofRequests, ofSums, places, tables }) {
  const sums = (table) => `SELECT ${ofSums}, ${SUMS_OF_SUMS} FROM ${table} GROUP BY ${places}`;
  const differ = (table) => `
    (SELECT count(*) FROM (TABLE e EXCEPT TABLE ${table}_sums) missing)::int
    + (SELECT count(*) FROM (TABLE ${table}_sums EXCEPT TABLE e) more)::int`;
  return `
    WITH e AS MATERIALIZED (
      SELECT ${ofRequests}, ${SUMS_OF_REQUESTS} FROM ${REQUESTS_OF('usage_events')} GROUP BY ${places}
    ), ${tables.map((table) => `${table}_sums AS MATERIALIZED (${sums(table)})`).join(', ')}
    SELECT ${tables.map(differ).join(' + ')} AS differ`;
}
