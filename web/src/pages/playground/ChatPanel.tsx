import { Button, Grid, Group, NumberInput, Paper, Stack, Textarea } from '@mantine/core';
import { IconPlayerStop, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHAT_PATH, streamChat, streamed, type ChatBody, type ChatMessage } from './chat-stream.js';
import { CallProblem } from './CallProblem.js';
import { Conversation } from './Conversation.js';
import { ModelChoice } from './ModelChoice.js';
import { OutcomeLine } from './OutcomeLine.js';
import { RequestCode } from './RequestCode.js';
import { useCall } from './use-call.js';

const HIGHEST_TEMPERATURE = 2;

export function ChatPanel({ models }: { models: readonly string[] }) {
  const { t } = useTranslation('playground');
  const [model, setModel] = useState(models[0] ?? '');
  const [system, setSystem] = useState('');
  const [temperature, setTemperature] = useState<number | string>('');
  const [maxTokens, setMaxTokens] = useState<number | string>('');
  const [said, setSaid] = useState<readonly ChatMessage[]>([]);
  const [draft, setDraft] = useState('');

  const call = useCall(async (messages: readonly ChatMessage[], signal) => {
    let answer = '';
    return streamChat(bodyOf(messages), signal, (text) => {
      answer += text;
      setSaid([...messages, { role: 'assistant', content: answer }]);
    });
  });

  function bodyOf(messages: readonly ChatMessage[]): ChatBody {
    return {
      model,
      messages: [...(system ? [{ role: 'system' as const, content: system }] : []), ...messages],
      ...(typeof temperature === 'number' ? { temperature } : {}),
      ...(typeof maxTokens === 'number' ? { max_tokens: maxTokens } : {}),
    };
  }

  const send = (): void => {
    if (draft.trim() === '' || call.isRunning) return;
    const messages: ChatMessage[] = [...said, { role: 'user', content: draft }];
    setSaid(messages);
    setDraft('');
    call.run(messages);
  };

  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack>
          <ModelChoice models={models} value={model} onChange={setModel} />
          <Textarea
            label={t('chat.system')}
            autosize
            minRows={3}
            maxRows={10}
            value={system}
            onChange={({ currentTarget }) => setSystem(currentTarget.value)}
          />
          <Group grow>
            <NumberInput
              label={t('chat.temperature')}
              min={0}
              max={HIGHEST_TEMPERATURE}
              step={0.1}
              value={temperature}
              onChange={setTemperature}
              placeholder={t('chat.unset')}
            />
            <NumberInput
              label={t('chat.maxTokens')}
              min={1}
              allowDecimal={false}
              value={maxTokens}
              onChange={setMaxTokens}
              placeholder={t('chat.unset')}
            />
          </Group>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack>
          <Paper className="surface" p="lg" radius="md">
            <Conversation said={said} isWaiting={call.isRunning && said.at(-1)?.role !== 'assistant'} />
          </Paper>
          {call.error && <CallProblem error={call.error} />}
          {call.result && !call.isRunning && <OutcomeLine outcome={call.result} />}
          <Textarea
            label={t('chat.message')}
            description={t('chat.sendHint')}
            autosize
            minRows={2}
            maxRows={8}
            value={draft}
            onChange={({ currentTarget }) => setDraft(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              send();
            }}
          />
          <Group>
            {call.isRunning ? (
              <Button color="red" leftSection={<IconPlayerStop size={16} />} onClick={call.stop}>
                {t('stop')}
              </Button>
            ) : (
              <Button leftSection={<IconSend size={16} />} onClick={send}>
                {t('chat.send')}
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<IconTrash size={16} />}
              onClick={() => setSaid([])}
              disabled={said.length === 0 || call.isRunning}
            >
              {t('chat.clear')}
            </Button>
          </Group>
          <RequestCode path={CHAT_PATH} body={streamed(bodyOf([...said, { role: 'user', content: draft || '…' }]))} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
