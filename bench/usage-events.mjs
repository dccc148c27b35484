/** Requests as they might have come about over ninety days, made up within Postgres: the same for the same seed. */
import { holderSql } from './key-rows.mjs';

const DAYS = 90;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MODELS = [
  ...['gpt-4o-mini@OpenAI', 'gpt-4o@OpenAI', 'claude-sonnet-4-5@Anthropic', 'mistral-small@Mistral'],
  ...['o4-mini@OpenAI', 'gemini-2.5-flash@Gemini', 'deepseek-chat@DeepSeek', 'command-r@Cohere'],
];

const COLUMNS = `tenant_id, at, id, user_id, key_id, endpoint, requested_model, tenant_model_id, model, status, is_stream,
  attempts, duration_ms, first_byte_ms, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens,
  reasoning_tokens, is_estimated, cost_micros`;

/** A day (UTC), or what of it lies within the ninety, and how much of the time that is. */
export class EventDay {
  constructor(from, to) {
    this.from = from;
    this.to = to;
    this.share = (to - from) / (DAYS * DAY_MS);
  }

  static before(day, days) {
    const from = Math.floor(day.from / DAY_MS) * DAY_MS - days * DAY_MS;
    return new EventDay(from, from + DAY_MS);
  }
}

/** The last full hour: two runs within it make up the same rows. */
export const latestHour = () => Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

/** @returns {EventDay[]} the oldest first */
export function daysUntil(until) {
  const start = until - DAYS * DAY_MS;
  const days = [];
  for (let from = start; from < until;) {
    const to = Math.min(until, (Math.floor(from / DAY_MS) + 1) * DAY_MS);
    days.push(new EventDay(from, to));
    from = to;
  }
  return days;
}

/** How many of so many rows belong to each day; of more rows none belongs to fewer. */
export function countsOf(days, rows) {
  let passed = 0;
  return days.map(({ share }) => {
    const before = Math.floor(rows * passed);
    passed += share;
    return Math.floor(rows * passed + 1e-6) - before;
  });
}

/** Models that somebody shares with everybody, so that what each tenant used of them is counted. */
export async function seedModels(sql, { others: { id } }) {
  await sql(
    `INSERT INTO credentials (id, tenant_id, factory, label, source, sealed)
     VALUES (md5($1::text)::uuid, $1::text, 'OpenAI', 'bench', 'own', '')`,
    [id],
  );
  await sql(
    `INSERT INTO tenant_models (id, tenant_id, credential_id, name, upstream_model, type)
     SELECT ${modelSql('name')}, $1::text, md5($1::text)::uuid, name, name, 'chat' FROM unnest($2::text[]) AS name`,
    [id, MODELS],
  );
}

const modelSql = (name) => `md5('model ' || ${name})::uuid`;

/**
 * Puts the requests from a number (of that day) up to another into a table. Three quarters are the large tenant's, one in
 * a thousand is the small one's. The key at place n is used 1/n as often as the first, and so is the model.
 *
 * @param {object} world `people`, how many `keys` the large tenant has, and the `seed`
 */
export function fillSql(table, { from: start, to: end }, { people, keys, seed }, [from, to]) {
  const day = Math.floor(start / DAY_MS);
  const random = (use) =>
    `(hashint8extended(i, ${(seed * 100_000 + day) * 16 + use}) & 1099511627775) / 1099511627776.0::float8`;
  const of = Object.fromEntries(['many', 'few', 'others'].map((name) => [name, holderSql(people, name, 'n')]));
  const held = (what) => `CASE who WHEN 'many' THEN ${of.many[what]} WHEN 'few' THEN ${of.few[what]} ELSE ${of.others[what]} END`; // prettier-ignore
  // OFFSET 0: else each expression would be worked out wherever it is named.
  return `
    INSERT INTO "${table}" (${COLUMNS})
    SELECT tenant, at, md5(i || ' of ${day}')::uuid::text, ${held('user')},
      CASE WHEN is_signed_in THEN NULL ELSE ${held('key')} END, 'chat', model,
      CASE WHEN status <> 429 THEN ${modelSql('model')} END,
      CASE WHEN status <> 429 THEN model END, status, is_stream, 1, duration,
      CASE WHEN status = 200 THEN duration / 3 END, CASE WHEN status = 200 THEN input ELSE 0 END, output,
      CASE WHEN status = 200 AND is_stream THEN input / 4 ELSE 0 END, 0, output / 8, is_stream AND output % 50 = 0,
      CASE WHEN output % 100 <> 7 THEN output * 2 END
    FROM (
      SELECT *, ${held('tenant')} AS tenant, CASE WHEN status = 200 THEN most_output ELSE 0 END AS output
      FROM (
        SELECT *, least(mine, floor(power(mine + 1, place)))::int AS n FROM (
          SELECT *, CASE who WHEN 'many' THEN ${keys} WHEN 'few' THEN 10 ELSE ${Math.max(1, Math.floor(keys / 5))} END AS mine
          FROM (
            SELECT i, CASE WHEN whose < 0.75 THEN 'many' WHEN whose < 0.751 THEN 'few' ELSE 'others' END AS who, place,
              date_trunc('milliseconds', to_timestamp(${start / 1000} + moment * ${(end - start) / 1000})) AS at,
              (ARRAY[${MODELS.map((name) => `'${name}'`)}])[floor(power(${MODELS.length + 1}, kind))::int] AS model,
              CASE WHEN fate < 0.02 THEN 502 WHEN fate < 0.025 THEN 499 WHEN fate < 0.03 THEN 429 ELSE 200 END AS status,
              fate > 0.98 AS is_signed_in, stream < 0.5 AS is_stream, floor(40 * power(1.6, length * 12))::int AS duration,
              20 + floor(sent * 2000)::bigint AS input, floor(got * 800)::bigint AS most_output
            FROM (
              SELECT i, ${['whose', 'place', 'moment', 'kind', 'fate', 'stream', 'length', 'sent', 'got'].map((use, index) => `${random(index)} AS ${use}`).join(', ')}
              FROM generate_series(${from}::bigint + 1, ${to}::bigint) AS i OFFSET 0
            ) chance OFFSET 0
          ) chosen OFFSET 0
        ) sized OFFSET 0
      ) placed OFFSET 0
    ) request`;
}
