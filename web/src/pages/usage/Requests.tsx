import { Group, Select, Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clearButton } from '../../ui/clear-button.js';
import type { Column } from '../../ui/DataTable.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { PagedTable } from '../../ui/PagedTable.js';
import { usePages } from '../../ui/pages-of.js';
import { StatusBadge, type Tone } from '../../ui/StatusBadge.js';
import { When } from '../../ui/When.js';
import { ExportButton } from './ExportButton.js';
import { singleRequests, type UsageRequest } from './usage-queries.js';
import { OUTCOMES } from './usage-search.js';
import type { PanelProps } from './UsageTabs.js';
import { useFormats } from './use-formats.js';
import { useSubjectName } from './use-subject-name.js';

const CLIENT_LEFT = 499;
const FIRST_FAILURE = 400;

/** Each single request, the latest first. */
export function Requests({ search, range, onChange }: PanelProps) {
  const { t } = useTranslation('usage');
  const { t: tShell } = useTranslation();
  const question = singleRequests(search, range);
  const list = usePages<UsageRequest>(question.queryKey, question.load);
  return (
    <>
      <Group justify="space-between">
        <Select
          aria-label={t('requests.outcome')}
          placeholder={t('requests.anyOutcome')}
          data={OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) }))}
          value={search.outcome ?? null}
          onChange={(outcome) => onChange({ outcome: outcome ?? undefined })}
          clearable
          clearButtonProps={clearButton(tShell('clear'))}
          w={190}
        />
        <ExportButton question={question} range={range} />
      </Group>
      <PagedTable
        caption={t('tabs.requests')}
        columns={useColumns()}
        list={list}
        keyOf={({ id }) => id}
        empty={<EmptyState icon={IconChartBar} title={t('none.found')} hint={t('none.foundHint')} />}
      />
    </>
  );
}

function useColumns(): readonly Column<UsageRequest>[] {
  const { t } = useTranslation('usage');
  const { money, count, time } = useFormats();
  const nameOf = useSubjectName();
  return [
    { id: 'at', title: t('requests.at'), cell: ({ at }) => <When at={at} /> },
    {
      id: 'model',
      title: t('kinds.model'),
      cell: ({ model, endpoint }) => (
        <Lines
          main={nameOf('model', { model }, model ?? 'none')}
          more={t(`endpoints.${endpoint}`, { defaultValue: endpoint })}
        />
      ),
    },
    {
      id: 'key',
      title: t('kinds.key'),
      cell: ({ key_id, key_name, user_id, user_email }) => (
        <Lines main={nameOf('key', { key_name }, key_id ?? 'none')} more={nameOf('user', { user_email }, user_id)} />
      ),
    },
    {
      id: 'status',
      title: t('requests.status'),
      cell: ({ status }) => <StatusBadge tone={toneOf(status)}>{String(status)}</StatusBadge>,
    },
    {
      id: 'tokens',
      title: t('measures.tokens'),
      cell: ({ input_tokens, output_tokens, estimated }) => (
        <Lines
          main={t('requests.inAndOut', { input: count(input_tokens), output: count(output_tokens) })}
          more={estimated ? t('requests.estimated') : ''}
        />
      ),
    },
    {
      id: 'cost',
      title: t('measures.cost'),
      cell: ({ cost_usd }) => (cost_usd === null ? t('requests.unpriced') : money(cost_usd)),
    },
    { id: 'time', title: t('requests.time'), cell: ({ duration_ms }) => time(duration_ms) },
  ];
}

function Lines({ main, more }: { main: string; more: string }) {
  return (
    <div style={{ minWidth: 110, maxWidth: 260, overflowWrap: 'anywhere' }}>
      <Text size="sm">{main}</Text>
      <Text size="xs" c="dimmed">
        {more}
      </Text>
    </div>
  );
}

function toneOf(status: number): Tone {
  if (status === CLIENT_LEFT) return 'neutral';
  return status < FIRST_FAILURE ? 'good' : 'bad';
}
