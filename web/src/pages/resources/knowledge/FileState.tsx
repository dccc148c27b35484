import { Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { StatusBadge, type Tone } from '../../../ui/StatusBadge.js';
import { taskQuery } from '../parts/task-query.js';
import { isBusy, type KnowledgeFile } from './queries.js';

const TONES: Record<KnowledgeFile['status'], Tone> = {
  pending: 'neutral',
  processing: 'warning',
  completed: 'good',
  failed: 'bad',
};

/** What an import says of how far it is. */
interface Metadata {
  chunks?: number;
  embedded?: number;
}

/** How the import of a file fares: a bar while it goes on, the reason where it failed. */
export function FileState({ file }: { file: KnowledgeFile }) {
  const { t } = useTranslation('knowledge');
  if (isBusy(file)) return <ImportProgress file={file} />;
  return (
    <Stack gap={4} align="flex-start">
      <StatusBadge tone={TONES[file.status]}>{t(`files.states.${file.status}`)}</StatusBadge>
      {file.error && (
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {file.error}
        </Text>
      )}
    </Stack>
  );
}

function ImportProgress({ file: { task_id, file_name, status } }: { file: KnowledgeFile }) {
  const { t } = useTranslation('knowledge');
  const task = useQuery(taskQuery(task_id));
  const { chunks = 0, embedded = 0 } = (task.data?.task_context.metadata ?? {}) as Metadata;
  const share = chunks === 0 ? 0 : (100 * embedded) / chunks;
  return (
    <Stack gap={4}>
      <Progress.Root size="md">
        <Progress.Section
          value={chunks === 0 ? 100 : share}
          animated
          color={chunks === 0 ? 'gray' : 'latch'}
          aria-label={t('files.progress', { name: file_name })}
          {...(chunks === 0 ? { 'aria-valuenow': 0, 'aria-valuetext': t(`files.states.${status}`) } : {})}
        />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {chunks === 0 ? t(`files.states.${status}`) : t('files.embedded', { done: embedded, all: chunks })}
      </Text>
    </Stack>
  );
}
