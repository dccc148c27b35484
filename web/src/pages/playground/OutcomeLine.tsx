import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Outcome } from './outcome.js';

/** What a call cost, below its answer. */
export function OutcomeLine({ outcome: { served, firstMs, totalMs, tokens } }: { outcome: Outcome }) {
  const { t } = useTranslation('playground');
  const facts = [
    served.model && t('outcome.model', { model: served.model }),
    tokens && t('outcome.tokens', { in: tokens.in, out: tokens.out }),
    t('outcome.first', { ms: Math.round(firstMs) }),
    t('outcome.total', { ms: Math.round(totalMs) }),
    served.overheadMs !== null && t('outcome.overhead', { ms: served.overheadMs.toFixed(2) }),
    served.attempts !== null && served.attempts > 1 && t('outcome.attempts', { count: served.attempts }),
  ].filter((fact) => typeof fact === 'string');
  return (
    <Group gap="md" role="status" aria-label={t('outcome.title')}>
      {facts.map((fact) => (
        <Text key={fact} size="sm" c="dimmed">
          {fact}
        </Text>
      ))}
    </Group>
  );
}
