import { Button, Grid, Group, NumberInput, Paper, Stack, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '../../ui/Composer.js';
import { Talk } from '../../ui/Talk.js';
import { CHAT_PATH, streamChat, streamed, type ChatBody, type ChatMessage } from './chat-stream.js';
import { CallProblem } from './CallProblem.js';
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
            <Talk
              said={said.map(({ role, content }, key) => ({
                key,
                isUser: role === 'user',
                speaker: t(`chat.roles.${role}`),
                text: content,
              }))}
              isWaiting={call.isRunning && said.at(-1)?.role !== 'assistant'}
              nothing={t('chat.nothing')}
            />
          </Paper>
          {call.error && <CallProblem error={call.error} />}
          {call.result && !call.isRunning && <OutcomeLine outcome={call.result} />}
          <Composer draft={draft} onDraft={setDraft} onSend={send} isAsking={call.isRunning} onStop={call.stop}>
            <Button
              variant="default"
              leftSection={<IconTrash size={16} />}
              onClick={() => setSaid([])}
              disabled={said.length === 0 || call.isRunning}
            >
              {t('chat.clear')}
            </Button>
          </Composer>
          <RequestCode path={CHAT_PATH} body={streamed(bodyOf([...said, { role: 'user', content: draft || '…' }]))} />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}
