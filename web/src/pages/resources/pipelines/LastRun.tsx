import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionType } from './debug-chat.js';
import { readRuns, secondsOf } from './runs.js';
import { ToolCalls } from './ToolCalls.js';

const LOOKED_AT = 10;

/** What the latest answer took: model, tokens, time, and the tools that were called for it. */
export function LastRun({ uuid, type }: { uuid: string; type: SessionType }) {
  const { t, i18n } = useTranslation('pipelines');
  const runs = useQuery({ queryKey: ['pipeline-runs', uuid, 'last'], queryFn: () => readRuns(uuid, LOOKED_AT) });
  const run = runs.data?.items.find(({ origin, session_type }) => origin === 'debug' && session_type === type);
  if (!run) return null;
  const seconds = secondsOf(run);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <div>
      <Group gap="md" c="dimmed" fz="sm" role="status">
        {run.model && <Text size="sm">{t('runs.by', { model: run.model })}</Text>}
        <Text size="sm">{t('runs.tokens', { in: run.input_tokens, out: run.output_tokens })}</Text>
        {seconds !== null && <Text size="sm">{t('runs.seconds', { seconds: number.format(seconds) })}</Text>}
      </Group>
      <ToolCalls calls={run.tool_calls} />
    </div>
  );
}
