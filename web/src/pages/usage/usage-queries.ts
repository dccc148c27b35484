import { queryOptions, type QueryKey } from '@tanstack/react-query';
import { api, authorizedFetch, read, type Schemas } from '../../api/client.js';
import { ApiError } from '../../api/api-error.js';
import type { KeysetPage } from '../../ui/pages-of.js';
import type { UsageRange } from './usage-range.js';
import { ALL_TENANTS, type Measure, type Tab, type UsageSearch } from './usage-search.js';

export type UsageSum = Schemas['UsageSumDto'];
export type UsageRequest = Schemas['UsageRequestDto'];
export type Subject = Exclude<Tab, 'requests'>;

const PAGE = 20;
/** More hours, days or months than a chart shows. */
const MOST_MOMENTS = 200;

/** What is asked for in every question of the page. */
export function filterOf({ key, user, model, tenant }: UsageSearch, { from, to }: Pick<UsageRange, 'from' | 'to'>) {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...(key === undefined ? {} : { key_id: key }),
    ...(user === undefined ? {} : { user_id: user }),
    ...(model === undefined ? {} : { model }),
    ...(tenant === undefined || tenant === ALL_TENANTS ? {} : { tenant_id: tenant }),
  };
}

function reachOf({ tenant }: UsageSearch): { all_tenants?: 'true' } {
  return tenant === ALL_TENANTS ? { all_tenants: 'true' } : {};
}

/** All that was used, in one sum. */
export const totalQuery = (search: UsageSearch, range: Pick<UsageRange, 'from' | 'to'>) => {
  const query = { ...filterOf(search, range), ...reachOf(search) };
  return queryOptions({
    queryKey: ['usage', 'total', query],
    queryFn: async () => (await read(api.GET('/api/v1/usage', { params: { query } }))).items[0] ?? null,
  });
};

/** The same by hour, day or month. */
export const overTimeQuery = (search: UsageSearch, range: UsageRange) => {
  const query = { ...filterOf(search, range), ...reachOf(search), group_by: range.unit, limit: MOST_MOMENTS };
  return queryOptions({
    queryKey: ['usage', 'time', query],
    queryFn: async () => (await read(api.GET('/api/v1/usage', { params: { query } }))).items,
  });
};

/** One key, user or tenant that was narrowed to, for its name; null where it used nothing. */
export const subjectQuery = (search: UsageSearch, range: UsageRange, subject: Subject) => {
  const query = { ...filterOf(search, range), ...reachOf(search), group_by: subject, limit: 1 };
  return queryOptions({
    queryKey: ['usage', 'one', query],
    queryFn: async () => (await read(api.GET('/api/v1/usage', { params: { query } }))).items[0] ?? null,
  });
};

/** A question that is asked page by page, and can be asked for as a file. */
export interface PagedQuestion<Row> {
  queryKey: QueryKey;
  load: (cursor: string | undefined) => Promise<KeysetPage<Row>>;
  /** Where all of it can be had as CSV. */
  path: string;
  query: Readonly<Record<string, string>>;
}

export function bySubject(
  search: UsageSearch,
  range: UsageRange,
  subject: Subject,
  measure: Measure,
): PagedQuestion<UsageSum> {
  const query = { ...filterOf(search, range), ...reachOf(search), group_by: subject, sort: `-${measure}` as const };
  return {
    queryKey: ['usage', 'by', query],
    load: (cursor) => read(api.GET('/api/v1/usage', { params: { query: { ...query, limit: PAGE, cursor } } })),
    path: '/api/v1/usage',
    query,
  };
}

export function singleRequests(search: UsageSearch, range: UsageRange): PagedQuestion<UsageRequest> {
  const { outcome } = search;
  const query = { ...filterOf(search, range), ...(outcome === undefined ? {} : { status: outcome }) };
  return {
    queryKey: ['usage', 'requests', query],
    load: (cursor) => read(api.GET('/api/v1/usage/requests', { params: { query: { ...query, limit: PAGE, cursor } } })),
    path: '/api/v1/usage/requests',
    query,
  };
}

/** All of it, as the server writes it. @throws ApiError for a refusal, TypeError when the server can't be reached */
export async function asCsv({ path, query }: Pick<PagedQuestion<unknown>, 'path' | 'query'>): Promise<Blob> {
  const wanted = new URLSearchParams({ ...query, format: 'csv' });
  const response = await authorizedFetch(new Request(`${path}?${wanted}`));
  if (!response.ok) throw ApiError.from(response.status, await response.json().catch(() => null));
  return response.blob();
}
