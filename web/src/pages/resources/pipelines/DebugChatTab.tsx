import { Alert, Button, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { Composer } from '../../../ui/Composer.js';
import { Talk } from '../../../ui/Talk.js';
import { useSave } from '../../../ui/use-save.js';
import { wordsOf } from '../../../ui/words-of.js';
import { Loaded } from '../parts/Loaded.js';
import { useMay } from '../parts/use-may.js';
import { SESSION_TYPES, type SessionType } from './debug-chat.js';
import { LastRun } from './LastRun.js';
import { useDebugChat } from './use-debug-chat.js';

/** Talks with the pipeline as a person or a group would, without a bot. */
export function DebugChatTab({ uuid }: { uuid: string }) {
  const { t } = useTranslation('pipelines');
  const { mayAsk } = useMay();
  const [type, setType] = useState<SessionType>('person');
  if (!mayAsk) return <Text c="dimmed">{t('chat.forbidden')}</Text>;
  return (
    <Stack>
      <SegmentedControl
        w="fit-content"
        aria-label={t('chat.session')}
        value={type}
        onChange={(next) => setType(next)}
        data={SESSION_TYPES.map((value) => ({ value, label: t(`chat.sessions.${value}`) }))}
      />
      <Session key={type} uuid={uuid} type={type} />
    </Stack>
  );
}

function Session({ uuid, type }: { uuid: string; type: SessionType }) {
  const { t } = useTranslation('pipelines');
  const { t: tShell } = useTranslation();
  const [draft, setDraft] = useState('');
  const { messages, ask, stop, isAsking, error, forgetError } = useDebugChat(uuid, type);
  const reset = useSave({
    save: () =>
      read(
        api.POST('/api/v1/pipelines/{uuid}/chat/reset/{session_type}', {
          params: { path: { uuid, session_type: type } },
        }),
      ),
    refresh: [['debug-chat', uuid, type]],
    onSaved: forgetError,
  });
  const send = (): void => {
    if (draft.trim() === '' || isAsking) return;
    // What failed need not be typed again.
    ask(draft, { onError: () => setDraft((next) => (next === '' ? draft : next)) });
    setDraft('');
  };
  const said = messages.data ?? [];

  return (
    <Stack>
      <Paper className="surface" p="lg" radius="md">
        <Loaded query={messages}>
          {(all) => (
            <Talk
              said={all.map(({ id, role, content }) => ({
                key: id,
                isUser: role === 'user',
                speaker: t(role === 'user' ? 'chat.you' : 'chat.pipeline'),
                text: content,
              }))}
              isWaiting={isAsking && all.at(-1)?.role !== 'assistant'}
              nothing={t('chat.nothing')}
            />
          )}
        </Loaded>
      </Paper>
      {error && (
        <Alert color="red" role="alert" title={tShell('errors.failed')}>
          {wordsOf(tShell, error)}
        </Alert>
      )}
      {said.length > 0 && !isAsking && <LastRun uuid={uuid} type={type} />}
      <Composer draft={draft} onDraft={setDraft} onSend={send} isAsking={isAsking} onStop={stop}>
        <Button
          variant="default"
          leftSection={<IconRestore size={16} />}
          onClick={() => reset.mutate(undefined)}
          loading={reset.isPending}
          disabled={said.length === 0 || isAsking}
        >
          {t('chat.reset')}
        </Button>
      </Composer>
    </Stack>
  );
}
