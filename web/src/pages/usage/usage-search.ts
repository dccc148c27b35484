import { dayIn, oneOf, textOf } from '../../shell/address.js';

/** Until now: since midnight, or the last days. */
export const SPANS = ['today', '7d', '30d', '90d'] as const;
export type Span = (typeof SPANS)[number];
/** By what usage is told apart, and its single requests. */
export const TABS = ['model', 'key', 'user', 'tenant', 'requests'] as const;
export type Tab = (typeof TABS)[number];
export const MEASURES = ['cost', 'tokens', 'requests'] as const;
export type Measure = (typeof MEASURES)[number];
export const OUTCOMES = ['ok', 'failed', 'left'] as const;
/** In place of a tenant's id: all of them together. For administrators. */
export const ALL_TENANTS = 'all';
/** In place of an id: without a key, or of no model. */
export const NONE = 'none';

/** Which usage is shown, kept in the address: it can be sent to somebody, and going back works. */
export interface UsageSearch {
  span?: Span | undefined;
  /** First and last day, such as `2027-01-31`, in UTC; they count in place of the span. */
  since?: string | undefined;
  until?: string | undefined;
  key?: string | undefined;
  user?: string | undefined;
  model?: string | undefined;
  /** Another than one's own, or `all`. For administrators. */
  tenant?: string | undefined;
  tab?: Tab | undefined;
  /** What the largest come first of. */
  by?: Measure | undefined;
  /** How single requests ended. */
  outcome?: (typeof OUTCOMES)[number] | undefined;
}

export function usageSearch(given: Record<string, unknown>): UsageSearch {
  return {
    span: oneOf(SPANS, given['span']),
    since: dayIn(given['since']),
    until: dayIn(given['until']),
    key: textOf(given['key']),
    user: textOf(given['user']),
    model: textOf(given['model']),
    tenant: textOf(given['tenant']),
    tab: oneOf(TABS, given['tab']),
    by: oneOf(MEASURES, given['by']),
    outcome: oneOf(OUTCOMES, given['outcome']),
  };
}
