import { Button, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { subjectQuery } from './usage-queries.js';
import type { UsageRange } from './usage-range.js';
import type { UsageSearch } from './usage-search.js';
import { useSubjectName } from './use-subject-name.js';

interface Props {
  search: UsageSearch;
  range: UsageRange;
  onChange: (change: UsageSearch) => void;
}

const NARROWED = ['key', 'user', 'model'] as const;

/** What it was narrowed to, to be taken off again. */
export function Narrowed({ search, range, onChange }: Props) {
  const { t } = useTranslation('usage');
  const subjects = NARROWED.filter((subject) => search[subject] !== undefined);
  if (subjects.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={t('narrowed.label')}>
      {subjects.map((subject) => (
        <Chip
          key={subject}
          subject={subject}
          search={search}
          range={range}
          onRemove={() => onChange({ [subject]: undefined })}
        />
      ))}
      {subjects.length > 1 && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => onChange({ key: undefined, user: undefined, model: undefined })}
        >
          {t('narrowed.widen')}
        </Button>
      )}
    </Group>
  );
}

interface ChipProps extends Omit<Props, 'onChange'> {
  subject: (typeof NARROWED)[number];
  onRemove: () => void;
}

function Chip({ subject, search, range, onRemove }: ChipProps) {
  const { t } = useTranslation('usage');
  const nameOf = useSubjectName();
  const id = search[subject] ?? '';
  // A model is called as it is; of the others what was used tells the name.
  const found = useQuery({ ...subjectQuery(search, range, subject), enabled: subject !== 'model' });
  const name = subject === 'model' ? nameOf('model', { model: id }, id) : nameOf(subject, found.data ?? {}, id);
  return (
    <Button
      size="compact-sm"
      variant="light"
      maw="100%"
      rightSection={<IconX size={14} aria-hidden />}
      aria-label={t('narrowed.remove', { kind: t(`kinds.${subject}`), name })}
      onClick={onRemove}
    >
      {t(`kinds.${subject}`)}: {name}
    </Button>
  );
}
