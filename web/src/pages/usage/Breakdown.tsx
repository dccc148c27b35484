import { Anchor, Box, Group } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../ui/DataTable.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { PagedTable } from '../../ui/PagedTable.js';
import { usePages } from '../../ui/pages-of.js';
import { ExportButton } from './ExportButton.js';
import { bySubject, type Subject, type UsageSum } from './usage-queries.js';
import { MEASURES, type Measure, type UsageSearch } from './usage-search.js';
import type { PanelProps } from './UsageTabs.js';
import { useFormats } from './use-formats.js';
import { idOf, useSubjectName } from './use-subject-name.js';

interface Props extends PanelProps {
  subject: Subject;
}

const MEASURED: Readonly<Record<Measure, (sum: UsageSum) => number>> = {
  cost: ({ cost_usd }) => cost_usd,
  tokens: ({ total_tokens }) => total_tokens,
  requests: ({ requests }) => requests,
};

/** The same usage by model, key, user or tenant, the largest first; one of them leads to what it used. */
export function Breakdown({ subject, search, range, onChange }: Props) {
  const { t } = useTranslation('usage');
  const { by = 'cost' } = search;
  const question = bySubject(search, range, subject, by);
  const list = usePages<UsageSum>(question.queryKey, question.load);
  const largest = Math.max(0, ...(list.rows ?? []).map(MEASURED[by]));
  const columns = useColumns({
    subject,
    shareOf: (sum) => (largest === 0 ? 0 : MEASURED[by](sum) / largest),
    onNarrow: (id) => onChange(narrowedTo(subject, id)),
  });
  return (
    <>
      <Group justify="flex-end">
        <ExportButton question={question} range={range} />
      </Group>
      <PagedTable
        caption={t(`tabs.${subject}`)}
        columns={columns}
        list={list}
        keyOf={(sum) => idOf(subject, sum)}
        // The server knows the largest first only.
        sorting={{
          value: `-${by}`,
          onChange: (sort) => onChange({ by: MEASURES.find((measure) => sort.endsWith(measure)) }),
        }}
        empty={<EmptyState icon={IconChartBar} title={t('none.found')} hint={t('none.foundHint')} />}
      />
    </>
  );
}

interface Options {
  subject: Subject;
  /** Of the largest, between 0 and 1. */
  shareOf: (sum: UsageSum) => number;
  onNarrow: (id: string) => void;
}

function useColumns({ subject, shareOf, onNarrow }: Options): readonly Column<UsageSum>[] {
  const { t } = useTranslation('usage');
  const { money, count, time } = useFormats();
  const nameOf = useSubjectName();
  return [
    {
      id: 'name',
      title: t(`kinds.${subject}`),
      cell: (sum) => (
        <Box miw={180} maw={360}>
          <Anchor
            component="button"
            type="button"
            ta="left"
            style={{ overflowWrap: 'anywhere' }}
            onClick={() => onNarrow(idOf(subject, sum))}
          >
            {nameOf(subject, sum, idOf(subject, sum))}
          </Anchor>
          <Box h={4} mt={4} bdrs={2} bg="light-dark(#0b6e5f, #39a28d)" w={`${Math.round(shareOf(sum) * 100)}%`} />
        </Box>
      ),
    },
    { id: 'cost', title: t('measures.cost'), sort: 'cost', cell: ({ cost_usd }) => money(cost_usd) },
    { id: 'tokens', title: t('measures.tokens'), sort: 'tokens', cell: ({ total_tokens }) => count(total_tokens) },
    { id: 'requests', title: t('measures.requests'), sort: 'requests', cell: ({ requests }) => count(requests) },
    { id: 'failures', title: t('measures.failures'), cell: ({ failures }) => count(failures) },
    {
      id: 'p95',
      title: t('measures.p95'),
      cell: ({ duration_ms_p95 }) => (duration_ms_p95 === null ? '–' : time(duration_ms_p95)),
    },
  ];
}

/** The next question is by something else: of one model, its keys are of interest. */
function narrowedTo(subject: Subject, id: string): UsageSearch {
  const tab = subject === 'key' || subject === 'tenant' ? 'model' : 'key';
  return { [subject]: id, tab };
}
