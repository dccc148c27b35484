import { Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Check } from './connect/use-verification.js';
import { Verdict } from './Verdict.js';

/** What the provider said, one line for each model type; those that were not answered yet say so. */
export function VerificationResults({ checks, label }: { checks: readonly Check[]; label: string }) {
  return (
    <Stack component="ul" gap="xs" p={0} m={0} aria-label={label} aria-live="polite" style={{ listStyle: 'none' }}>
      {checks.map((check, index) => (
        <Row key={`${check.type ?? ''}${check.result?.model ?? ''}${index}`} check={check} />
      ))}
    </Stack>
  );
}

function Row({ check: { type, result } }: { check: Check }) {
  const { t } = useTranslation('models');
  return (
    <Paper component="li" className="surface" p="sm" radius="md">
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={600} size="sm">
            {type ? t(`types.${type}`) : t('verification.provider')}
          </Text>
          {result?.model && (
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {result.model}
            </Text>
          )}
        </Group>
        {result ? (
          <Group gap="xs">
            <Text size="xs" c="dimmed">
              {t('verification.time', { ms: Math.round(result.duration_ms) })}
            </Text>
            <Verdict verdict={result.verdict} />
          </Group>
        ) : (
          <Group gap="xs">
            <Loader size={14} aria-hidden />
            <Text size="sm" c="dimmed">
              {t('verification.asking')}
            </Text>
          </Group>
        )}
      </Group>
      {result && result.verdict !== 'valid' && (
        <Stack gap={4} mt={6} style={{ overflowWrap: 'anywhere' }}>
          <Text size="sm">
            <b>{result.cause ? t(`causes.${result.cause}`) : t('causes.other')}</b>
            {result.upstream_status !== null && ` (HTTP ${result.upstream_status})`}
          </Text>
          {result.hint && <Text size="sm">{result.hint}</Text>}
          {result.message && (
            <Text size="sm" c="dimmed">
              {t('verification.said')} <span className="code">{result.message}</span>
            </Text>
          )}
        </Stack>
      )}
    </Paper>
  );
}
