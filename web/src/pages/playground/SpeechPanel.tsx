import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askGateway } from '../../api/gateway.js';
import { CallProblem } from './CallProblem.js';
import { ModelChoice } from './ModelChoice.js';
import { wholeOutcome } from './outcome.js';
import { OutcomeLine } from './OutcomeLine.js';
import { RequestCode } from './RequestCode.js';
import { useCall } from './use-call.js';

const PATH = '/v1/audio/speech';

/** Lets a text be spoken, and plays it. */
export function SpeechPanel({ models }: { models: readonly string[] }) {
  const { t } = useTranslation('playground');
  const [model, setModel] = useState(models[0] ?? '');
  const [input, setInput] = useState('');
  const [voice, setVoice] = useState('alloy');
  const body = { model, input: input || '…', voice };
  const call = useCall(async (text: string, signal) => {
    const startedAt = performance.now();
    const response = await askGateway(PATH, { model, voice, input: text }, signal);
    const sound = URL.createObjectURL(await response.blob());
    return { sound, outcome: wholeOutcome(response, startedAt, null) };
  });
  const sound = call.result?.sound;
  useEffect(() => () => (sound ? URL.revokeObjectURL(sound) : undefined), [sound]);

  return (
    <Stack maw={800}>
      <ModelChoice models={models} value={model} onChange={setModel} />
      <TextInput
        label={t('speech.voice')}
        description={t('speech.voiceHint')}
        value={voice}
        onChange={({ currentTarget }) => setVoice(currentTarget.value)}
      />
      <Textarea
        label={t('speech.input')}
        autosize
        minRows={3}
        maxRows={10}
        value={input}
        onChange={({ currentTarget }) => setInput(currentTarget.value)}
      />
      <Group>
        <Button loading={call.isRunning} onClick={() => input.trim() !== '' && call.run(input)}>
          {t('speech.action')}
        </Button>
      </Group>
      {call.error && <CallProblem error={call.error} />}
      {sound && (
        // The text that is spoken stands right above: it needs no caption.
        <audio controls src={sound} aria-label={t('speech.player')} />
      )}
      {call.result && <OutcomeLine outcome={call.result.outcome} />}
      <RequestCode path={PATH} body={body} />
    </Stack>
  );
}
