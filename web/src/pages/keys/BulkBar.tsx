import { Alert, Button, Group, List, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Key } from './key-list.js';
import type { Bulk, Run } from './use-bulk.js';

interface Props {
  keys: readonly Key[];
  bulk: Bulk;
  onRevoke: () => void;
  onClear: () => void;
}

/** What can be done with all that are ticked, how far it is, and what it did. */
export function BulkBar({ keys, bulk, onRevoke, onClear }: Props) {
  const { t } = useTranslation('keys');
  const { run, start, forget } = bulk;
  if (run && !run.isOver) return <Going run={run} />;
  return (
    <>
      {run && <Outcome run={run} onClose={forget} />}
      {keys.length > 0 && (
        <Paper className="surface" p="sm" role="region" aria-label={t('bulk.title')}>
          <Group gap="sm">
            <Text fw={600} mr="auto" aria-live="polite">
              {t('bulk.ticked', { count: keys.length })}
            </Text>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerPause size={14} />}
              onClick={() => void start('pause', keys)}
            >
              {t('pause')}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlayerPlay size={14} />}
              onClick={() => void start('resume', keys)}
            >
              {t('resume')}
            </Button>
            <Button size="xs" color="red" leftSection={<IconTrash size={14} />} onClick={onRevoke}>
              {t('revoke')}
            </Button>
            <Button size="xs" variant="subtle" onClick={onClear}>
              {t('bulk.clear')}
            </Button>
          </Group>
        </Paper>
      )}
    </>
  );
}

function Going({ run: { deed, done, total } }: { run: Run }) {
  const { t } = useTranslation('keys');
  const words = t(`bulk.going.${deed}`, { done, total });
  return (
    <Paper className="surface" p="sm">
      <Text size="sm" mb={6} aria-live="polite">
        {words}
      </Text>
      <Progress value={(done / total) * 100} aria-label={words} />
    </Paper>
  );
}

function Outcome({ run: { deed, total, failures }, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const { t: tShell } = useTranslation();
  return (
    <Alert
      color={failures.length > 0 ? 'red' : 'latch'}
      role="status"
      title={t(`bulk.done.${deed}`, { count: total - failures.length })}
      withCloseButton
      closeButtonLabel={tShell('close')}
      onClose={onClose}
    >
      {failures.length > 0 && (
        <Stack gap={4}>
          {t('bulk.failed', { count: failures.length })}
          <List size="sm">
            {failures.map(({ key, reason }) => (
              <List.Item key={key.id}>
                <b>{key.name}</b>: {reason}
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Alert>
  );
}
