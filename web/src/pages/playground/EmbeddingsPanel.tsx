import { Button, Code, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askGateway } from '../../api/gateway.js';
import { CallProblem } from './CallProblem.js';
import { ModelChoice } from './ModelChoice.js';
import { wholeOutcome } from './outcome.js';
import { OutcomeLine } from './OutcomeLine.js';
import { RequestCode } from './RequestCode.js';
import { useCall } from './use-call.js';

const PATH = '/v1/embeddings';
const SHOWN = 6;

interface Answer {
  data: { index: number; embedding: number[] }[];
  usage?: { prompt_tokens?: number; total_tokens?: number };
}

/** Embeds lines, and says how alike they are to the first. */
export function EmbeddingsPanel({ models }: { models: readonly string[] }) {
  const { t } = useTranslation('playground');
  const [model, setModel] = useState(models[0] ?? '');
  const [text, setText] = useState('');
  const input = text.split('\n').filter((line) => line.trim() !== '');
  const body = { model, input: input.length > 0 ? input : ['…'] };
  const call = useCall(async (lines: readonly string[], signal) => {
    const startedAt = performance.now();
    const response = await askGateway(PATH, { model, input: lines }, signal);
    const { data, usage } = (await response.json()) as Answer;
    return {
      lines,
      vectors: data.map(({ embedding }) => embedding),
      outcome: wholeOutcome(response, startedAt, usage),
    };
  });

  return (
    <Stack maw={800}>
      <ModelChoice models={models} value={model} onChange={setModel} />
      <Textarea
        label={t('embeddings.input')}
        description={t('embeddings.inputHint')}
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group>
        <Button loading={call.isRunning} onClick={() => input.length > 0 && call.run(input)}>
          {t('embeddings.action')}
        </Button>
      </Group>
      {call.error && <CallProblem error={call.error} />}
      {call.result && (
        <Stack gap="xs" component="ol" pl="lg" m={0}>
          {call.result.vectors.map((vector, index) => (
            <li key={index}>
              <Text style={{ overflowWrap: 'anywhere' }}>{call.result?.lines[index]}</Text>
              <Text size="sm" c="dimmed">
                {t('embeddings.vector', { count: vector.length })}
                {index > 0 && ` · ${t('embeddings.alike', { value: cosine(call.result?.vectors[0] ?? [], vector) })}`}
              </Text>
              <Code>
                {vector
                  .slice(0, SHOWN)
                  .map((value) => value.toFixed(4))
                  .join(', ')}
                , …
              </Code>
            </li>
          ))}
        </Stack>
      )}
      {call.result && <OutcomeLine outcome={call.result.outcome} />}
      <RequestCode path={PATH} body={body} />
    </Stack>
  );
}

function cosine(one: readonly number[], other: readonly number[]): string {
  const dot = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  const length = Math.hypot(...one) * Math.hypot(...other);
  return length === 0 ? '–' : (dot / length).toFixed(3);
}
