import { Group, Stack, Text } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import type { Run } from './runs.js';

/** The tools that a run called, in order. */
export function ToolCalls({ calls }: { calls: Run['tool_calls'] }) {
  const { t } = useTranslation('pipelines');
  if (calls.length === 0) return null;
  return (
    <Stack component="ul" gap={6} p={0} my="xs" style={{ listStyle: 'none' }} aria-label={t('runs.tools')}>
      {calls.map(({ server, tool, ms, is_error }, index) => (
        <Group component="li" key={index} gap="xs">
          <IconTool size={16} aria-hidden />
          <Text size="sm" className="code">
            {server} / {tool}
          </Text>
          <Text size="sm" c="dimmed">
            {t('runs.ms', { ms })}
          </Text>
          {is_error && <StatusBadge tone="bad">{t('runs.toolFailed')}</StatusBadge>}
        </Group>
      ))}
    </Stack>
  );
}
