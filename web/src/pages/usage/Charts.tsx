import { SimpleGrid, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../ui/Problem.js';
import { TimeChart } from './TimeChart.js';
import { overTimeQuery, type UsageSum } from './usage-queries.js';
import { momentsOf, type UsageRange } from './usage-range.js';
import type { UsageSearch } from './usage-search.js';
import { useFormats } from './use-formats.js';

const CHARTS = 5;
const CHART_HEIGHT = 260;

/** Cost, tokens, requests, time taken and failures, over time. */
export function Charts({ search, range }: { search: UsageSearch; range: UsageRange }) {
  const { t } = useTranslation('usage');
  const { money, brief, count, time, moment } = useFormats();
  const sums = useQuery(overTimeQuery(search, range));
  if (sums.error && !sums.data) return <Problem error={sums.error} onRetry={() => void sums.refetch()} />;
  const grid = { cols: { base: 1, md: 2 }, spacing: 'md' } as const;
  if (!sums.data) {
    return (
      <SimpleGrid {...grid} aria-busy>
        {Array.from({ length: CHARTS }, (_none, index) => (
          <Skeleton key={index} h={CHART_HEIGHT} />
        ))}
      </SimpleGrid>
    );
  }
  const names = momentsOf(range);
  const known = new Map(sums.data.map((sum) => [sum[range.unit], sum]));
  const moments = names.map((name) => moment(name, range.unit));
  /** Nothing used is a nought, but takes no time. */
  const counted = (value: (sum: UsageSum) => number) => names.map((name) => valueIn(known.get(name), value) ?? 0);
  const taken = (value: (sum: UsageSum) => number | null) => names.map((name) => valueIn(known.get(name), value));

  return (
    <SimpleGrid {...grid}>
      <TimeChart
        title={t('charts.cost')}
        kind="bars"
        moments={moments}
        series={[{ name: t('measures.cost'), values: counted(({ cost_usd }) => cost_usd) }]}
        format={money}
      />
      <TimeChart
        title={t('charts.tokens')}
        kind="bars"
        moments={moments}
        series={[
          { name: t('measures.input'), values: counted(({ input_tokens }) => input_tokens) },
          { name: t('measures.output'), values: counted(({ output_tokens }) => output_tokens) },
        ]}
        format={brief}
      />
      <TimeChart
        title={t('charts.requests')}
        kind="bars"
        moments={moments}
        series={[{ name: t('measures.requests'), values: counted(({ requests }) => requests) }]}
        format={count}
      />
      <TimeChart
        title={t('charts.latency')}
        kind="lines"
        moments={moments}
        series={[
          { name: t('measures.p50'), values: taken(({ duration_ms_p50 }) => duration_ms_p50) },
          { name: t('measures.p95'), values: taken(({ duration_ms_p95 }) => duration_ms_p95) },
        ]}
        format={time}
      />
      <TimeChart
        title={t('charts.failures')}
        kind="bars"
        moments={moments}
        series={[{ name: t('measures.failures'), values: counted(({ failures }) => failures) }]}
        format={count}
        isBad
      />
    </SimpleGrid>
  );
}

function valueIn<T>(sum: UsageSum | undefined, value: (sum: UsageSum) => T): T | null {
  return sum ? value(sum) : null;
}
