import { Button, Text, UnstyledButton } from '@mantine/core';
import { IconHistory, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, type Column } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { usePages } from '../../../ui/pages-of.js';
import { Problem } from '../../../ui/Problem.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { When } from '../../../ui/When.js';
import { RunDrawer } from './RunDrawer.js';
import { readRuns, RUN_TONES, secondsOf, type Run } from './runs.js';

const PAGE = 30;

/** What the pipeline did lately. */
export function RunsTab({ uuid }: { uuid: string }) {
  const { t } = useTranslation('pipelines');
  const [shown, setShown] = useState<Run | null>(null);
  const list = usePages<Run>(['pipeline-runs', uuid, 'list'], (cursor) => readRuns(uuid, PAGE, cursor));
  const columns = useColumns(setShown);
  if (list.error) return <Problem error={list.error} onRetry={list.retry} />;
  return (
    <>
      <Button variant="default" mb="md" leftSection={<IconRefresh size={16} />} onClick={list.retry}>
        {t('runs.refresh')}
      </Button>
      <DataTable
        caption={t('tabs.runs')}
        columns={columns}
        rows={list.rows}
        keyOf={({ id }) => id}
        onMore={list.onMore}
        isLoadingMore={list.isLoadingMore}
        empty={<EmptyState icon={IconHistory} title={t('runs.none')} hint={t('runs.noneHint')} />}
      />
      {shown && <RunDrawer run={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function useColumns(onShow: (run: Run) => void): readonly Column<Run>[] {
  const { t, i18n } = useTranslation('pipelines');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return [
    {
      id: 'started',
      title: t('runs.started'),
      cell: (run) => (
        <UnstyledButton onClick={() => onShow(run)} td="underline">
          <When at={run.started_at} />
        </UnstyledButton>
      ),
    },
    {
      id: 'status',
      title: t('runs.status'),
      cell: ({ status }) => <StatusBadge tone={RUN_TONES[status]}>{t(`runs.statuses.${status}`)}</StatusBadge>,
    },
    { id: 'origin', title: t('runs.origin'), cell: ({ origin }) => originWords(origin) },
    { id: 'model', title: t('runs.model'), cell: ({ model }) => model ?? '–' },
    {
      id: 'tokens',
      title: t('runs.tokensTitle'),
      cell: (run) => t('runs.tokens', { in: run.input_tokens, out: run.output_tokens }),
    },
    { id: 'calls', title: t('runs.tools'), cell: ({ tool_calls }) => tool_calls.length },
    {
      id: 'time',
      title: t('runs.time'),
      cell: (run) => {
        const seconds = secondsOf(run);
        return seconds === null ? '–' : t('runs.seconds', { seconds: number.format(seconds) });
      },
    },
    {
      id: 'error',
      title: t('runs.error'),
      cell: ({ error }) =>
        error && (
          <Text size="sm" lineClamp={1} maw={220}>
            {error}
          </Text>
        ),
    },
  ];

  function originWords(origin: string): string {
    if (origin.startsWith('bot:')) return t('runs.origins.bot');
    return origin === 'debug' || origin === 'v1' ? t(`runs.origins.${origin}`) : origin;
  }
}
