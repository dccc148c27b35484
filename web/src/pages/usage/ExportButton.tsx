import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSave } from '../../ui/use-save.js';
import { asCsv, type PagedQuestion } from './usage-queries.js';
import type { UsageRange } from './usage-range.js';

interface Props {
  question: Pick<PagedQuestion<unknown>, 'path' | 'query'>;
  range: UsageRange;
}

/** All that the table shows, and would show further down, as a file for spreadsheets. */
export function ExportButton({ question, range: { from, to } }: Props) {
  const { t } = useTranslation('usage');
  const download = useSave({
    save: () => asCsv(question),
    refresh: [],
    onSaved: (file) => keep(file, `usage-${dayOf(from)}-${dayOf(to)}.csv`),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      loading={download.isPending}
      onClick={() => download.mutate(undefined)}
    >
      {t('export')}
    </Button>
  );
}

function keep(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
