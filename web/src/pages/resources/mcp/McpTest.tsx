import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { taskQuery } from '../parts/task-query.js';

interface Props {
  /** Begins the test of what is entered now, or of what is stored. */
  begin: () => Promise<Schemas['McpTestDto']>;
  form?: { setErrors: (errors: Record<string, string>) => void };
}

interface Metadata {
  runtime_info?: Schemas['McpRuntimeInfoDto'];
}

/** Connects once, apart from the session, and tells what was found. */
export function McpTest({ begin, form }: Props) {
  const { t } = useTranslation('mcp');
  const [id, setId] = useState<number | null>(null);
  const task = useQuery(taskQuery(id));
  const start = useSave({
    save: begin,
    refresh: [],
    ...(form ? { form } : {}),
    onSaved: ({ task_id }) => setId(task_id),
  });
  const isRunning = id !== null && task.data?.runtime.done !== true && !task.error;
  const failure = task.data?.runtime.exception ?? task.error?.message;
  const found = (task.data?.task_context.metadata as Metadata | undefined)?.runtime_info?.tools;
  return (
    <div>
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlugConnected size={16} />}
          loading={start.isPending || isRunning}
          onClick={() => {
            setId(null);
            start.mutate(undefined);
          }}
        >
          {t('test.action')}
        </Button>
        {isRunning && (
          <Group gap="xs" role="status">
            <Loader size="xs" />
            <Text size="sm">{t('test.running')}</Text>
          </Group>
        )}
      </Group>
      {task.data?.runtime.done && failure && (
        <Alert mt="sm" color="red" role="alert" title={t('test.failed')}>
          {failure}
        </Alert>
      )}
      {task.data?.runtime.done && !failure && (
        <Alert mt="sm" color="latch" role="status" title={t('test.good')}>
          {found && found.length > 0
            ? t('test.tools', { names: found.map(({ name }) => name).join(', ') })
            : t('test.noTools')}
        </Alert>
      )}
    </div>
  );
}
