import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/transactions.js';
import { DURATION_BOUNDS, SUMMED_COLUMNS } from '../usage/usage-totals.entity.js';
import { isOfModel } from './model-condition.js';
import { endOf, splitByDay, type Range } from './usage-range.js';
import type { Grouping, Measure, Subject, SumsRequest, UsageSum } from './usage-sums.js';
import type { UsageReach } from './usage-reach.js';

const COLUMNS = ['tenant_id', 'bucket', 'user_id', 'model', ...SUMMED_COLUMNS, 'durations'].join(', ');

/** Sums of bigints are numerics; what is summed here stays far below. */
const SUMS = [
  ...SUMMED_COLUMNS.map((name) => `coalesce(sum(${name}), 0)::bigint AS ${name}`),
  `ARRAY[${Array.from(
    { length: DURATION_BOUNDS.length + 1 },
    (_, index) => `coalesce(sum(durations[${index + 1}]), 0)::bigint`,
  ).join(', ')}] AS durations`,
].join(', ');

const SUBJECT_COLUMNS: Readonly<Record<Subject, string>> = {
  tenant: 'tenant_id',
  key: 'key_id',
  user: 'user_id',
  model: 'model',
};

const MEASURES: Readonly<Record<Measure, string>> = {
  cost: 'cost_micros',
  tokens: '(input_tokens + output_tokens)',
  requests: 'requests',
};

type Row = Record<(typeof SUMMED_COLUMNS)[number], string> & {
  moment?: Date;
  tenant_id?: string;
  key_id?: string;
  user_id?: string;
  model?: string;
  durations: string[];
};

/** A statement's values as they are written into it. */
class Values {
  readonly list: unknown[] = [];

  /** @returns how the statement names it */
  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/**
 * Sums over the tables of sums: days where the range has whole ones, hours for the rest. Where keys are not told apart,
 * the days are read that have them together: of very many keys, each has a row for every day.
 */
@Injectable()
export class UsageSumsRepository {
  /** In the grouping's order; one more than the limit comes back when there are more. */
  async list(tx: Tx, reach: UsageReach, request: SumsRequest): Promise<UsageSum[]> {
    const values = new Values();
    const { lead, columns } = orderOf(request);
    const order = [...(lead ? [`${lead.sql} DESC`] : []), ...columns];
    const sql = `SELECT * FROM (${groups(values, reach, request, SUMS)}) g
      ${request.after ? `WHERE ${isAfter(values, request, request.after)}` : ''}
      ${order.length > 0 ? `ORDER BY ${order.join(', ')}` : ''} LIMIT ${values.add(request.limit + 1)}`;
    return (await tx.query<Row[]>(sql, values.list)).map(sumOf);
  }

  /** Whether there are more groups than that. */
  async hasMoreThan(tx: Tx, reach: UsageReach, request: SumsRequest, count: number): Promise<boolean> {
    const values = new Values();
    const sql = `SELECT 1 FROM (${groups(values, reach, request, '1')}) g OFFSET ${values.add(count)} LIMIT 1`;
    return (await tx.query<unknown[]>(sql, values.list)).length > 0;
  }
}

function groups(values: Values, reach: UsageReach, request: SumsRequest, sums: string): string {
  const { unit, subjects } = request;
  const names = subjects.map((subject) => SUBJECT_COLUMNS[subject]);
  const moment = `date_trunc('${unit}', bucket, 'UTC')`;
  const keys = [...(unit ? [moment] : []), ...names];
  return `SELECT ${[...(unit ? [`${moment} AS moment`] : []), ...names, sums].join(', ')}
    FROM (${sources(values, reach, request).join(' UNION ALL ')}) u GROUP BY ${keys.length > 0 ? keys.join(', ') : '()'}`;
}

function sources(values: Values, { tenantId, userId }: UsageReach, request: SumsRequest): string[] {
  const { keyId, model } = request;
  const range = aheadIn(request);
  const { days, hours } = request.unit === 'hour' ? { days: null, hours: [range] } : splitByDay(range);
  const same = [
    ['tenant_id', tenantId],
    ['key_id', keyId],
    ['user_id', userId],
  ].flatMap(([column, value]) => (value === null ? [] : [`${column} = ${values.add(value)}`]));
  if (model !== null) same.push(isOfModel('model', `${values.add(model)}::text`));
  const isByKey = keyId !== null || request.subjects.includes('key');
  const source = (table: string, { from, to }: Range) =>
    `SELECT ${isByKey ? `key_id, ${COLUMNS}` : COLUMNS} FROM ${table} WHERE ${[...same, `bucket >= ${values.add(from)}`, `bucket < ${values.add(to)}`].join(' AND ')}`;
  const ofDays = isByKey ? 'usage_daily' : 'usage_daily_users';
  return [...(days ? [source(ofDays, days)] : []), ...hours.map((part) => source('usage_hourly', part))];
}

/** What of the range is still to be looked at: the latest comes first. */
function aheadIn({ range, unit, after }: SumsRequest): Range {
  const last = unit && after?.[0];
  if (!last) return range;
  const end = endOf(new Date(last), unit);
  return { from: range.from, to: end < range.to ? end : range.to };
}

function orderOf({ unit, subjects, largest }: Grouping): {
  lead: { sql: string; type: string } | null;
  columns: string[];
} {
  const columns = subjects.map((subject) => SUBJECT_COLUMNS[subject]);
  if (unit) return { lead: { sql: 'moment', type: 'timestamptz' }, columns };
  return { lead: largest && { sql: MEASURES[largest], type: 'bigint' }, columns };
}

function isAfter(values: Values, grouping: Grouping, place: readonly string[]): string {
  const { lead, columns } = orderOf(grouping);
  const rest = (lead ? place.slice(1) : place).map(
    (value, index) => `${values.add(value)}::${columns[index] === 'key_id' ? 'uuid' : 'text'}`,
  );
  const later = columns.length > 0 ? `(${columns.join(', ')}) > (${rest.join(', ')})` : 'false';
  if (!lead) return later;
  const at = `${values.add(place[0])}::${lead.type}`;
  return `(${lead.sql} < ${at} OR (${lead.sql} = ${at} AND ${later}))`;
}

function sumOf(row: Row): UsageSum {
  return {
    moment: row.moment ?? null,
    tenantId: row.tenant_id ?? null,
    keyId: row.key_id ?? null,
    userId: row.user_id ?? null,
    model: row.model ?? null,
    requests: Number(row.requests),
    failures: Number(row.failures),
    inputTokens: Number(row.input_tokens),
    outputTokens: Number(row.output_tokens),
    cachedInputTokens: Number(row.cached_input_tokens),
    cacheWriteTokens: Number(row.cache_write_tokens),
    reasoningTokens: Number(row.reasoning_tokens),
    estimated: Number(row.estimated),
    costMicros: Number(row.cost_micros),
    unpriced: Number(row.unpriced),
    durationMs: Number(row.duration_ms),
    durations: row.durations.map(Number),
  };
}
