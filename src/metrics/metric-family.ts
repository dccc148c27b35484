/** What a scrape says under one name; in the shape of prom-client's JSON, and plain, so that it passes between processes. */
export interface MetricFamily {
  name: string;
  help: string;
  type: string;
  /** How the values of several processes become one; `sum` when left out. */
  aggregator?: string;
  values: MetricValue[];
}

export interface MetricValue {
  /** When it is not the family's, as with a histogram's buckets. */
  metricName?: string;
  labels: Record<string, string | number>;
  /** Null for what is no number: JSON knows no other word. */
  value: number | null;
}

/** What one process says of itself, kept apart since it means something only for itself, and what it counted. */
export interface ProcessMetrics {
  process: MetricFamily[];
  work: MetricFamily[];
}

type Combine = (values: readonly number[]) => number;
const sum: Combine = (values) => values.reduce((total, value) => total + value, 0);
const COMBINE: Readonly<Record<string, Combine>> = {
  sum,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  average: (values) => sum(values) / values.length,
  first: ([value = NaN]) => value,
};

/** Whether it only ever grows, and so must outlive the process that counted it. */
export function isCounted({ type }: MetricFamily): boolean {
  return type === 'counter' || type === 'histogram';
}

/** Families of several processes as those of one: values with the same labels become one value. */
export function combine(told: readonly MetricFamily[]): MetricFamily[] {
  const byName = new Map<string, MetricFamily[]>();
  for (const family of told) byName.set(family.name, [...(byName.get(family.name) ?? []), family]);
  return [...byName.values()].map(combineNamesakes);
}

function combineNamesakes(families: MetricFamily[]): MetricFamily {
  const [first] = families as [MetricFamily];
  const groups = new Map<string, { value: MetricValue; numbers: number[] }>();
  for (const value of families.flatMap(({ values }) => values)) {
    const key = JSON.stringify([value.metricName, value.labels]);
    const group = groups.get(key) ?? { value, numbers: [] };
    group.numbers.push(value.value ?? NaN);
    groups.set(key, group);
  }
  const combined = COMBINE[first.aggregator ?? 'sum'] ?? sum;
  const values = [...groups.values()].map(({ value, numbers }) => ({ ...value, value: combined(numbers) }));
  return { ...first, values };
}

/** The same with one more label on each value. */
export function labelled(families: readonly MetricFamily[], label: Record<string, string>): MetricFamily[] {
  return families.map((family) => ({
    ...family,
    values: family.values.map((value) => ({ ...value, labels: { ...value.labels, ...label } })),
  }));
}
