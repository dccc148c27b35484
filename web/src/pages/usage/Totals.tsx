import { Paper, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UsageSum } from './usage-queries.js';
import { useFormats } from './use-formats.js';

/** What it all comes to. */
export function Totals({ total }: { total: UsageSum | null }) {
  const { t } = useTranslation('usage');
  const { money, count, time } = useFormats();
  const facts = total && [
    { name: t('measures.cost'), value: money(total.cost_usd), note: notPriced(total) },
    {
      name: t('measures.tokens'),
      value: count(total.total_tokens),
      note: t('totals.inAndOut', { input: count(total.input_tokens), output: count(total.output_tokens) }),
    },
    { name: t('measures.requests'), value: count(total.requests), note: t('totals.failed', { count: total.failures }) },
    {
      name: t('measures.p95'),
      value: total.duration_ms_p95 === null ? '–' : time(total.duration_ms_p95),
      note: total.duration_ms_p50 === null ? '' : t('totals.half', { time: time(total.duration_ms_p50) }),
    },
  ];
  function notPriced({ unpriced_requests: unpriced }: UsageSum): string {
    return unpriced === 0 ? t('totals.allPriced') : t('totals.unpriced', { count: unpriced });
  }
  return (
    <SimpleGrid component="dl" m={0} cols={{ base: 2, lg: 4 }} aria-busy={facts === null}>
      {facts
        ? facts.map(({ name, value, note }) => (
            <Paper key={name} className="surface" p="md" radius="md">
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <Text component="dd" m={0} fz={24} fw={700} style={{ overflowWrap: 'anywhere' }}>
                {value}
              </Text>
              <Text component="dd" m={0} size="xs" c="dimmed">
                {note}
              </Text>
            </Paper>
          ))
        : ['cost', 'tokens', 'requests', 'time'].map((name) => <Skeleton key={name} component="div" h={104} />)}
    </SimpleGrid>
  );
}
