import { Button, Group, Progress, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askGateway } from '../../api/gateway.js';
import { CallProblem } from './CallProblem.js';
import { ModelChoice } from './ModelChoice.js';
import { wholeOutcome } from './outcome.js';
import { OutcomeLine } from './OutcomeLine.js';
import { RequestCode } from './RequestCode.js';
import { useCall } from './use-call.js';

const PATH = '/v1/rerank';

interface Answer {
  results: { index: number; relevance_score: number }[];
  usage?: { total_tokens?: number };
}

interface Question {
  query: string;
  documents: readonly string[];
}

/** Sorts lines by how well they answer a question. */
export function RerankPanel({ models }: { models: readonly string[] }) {
  const { t } = useTranslation('playground');
  const [model, setModel] = useState(models[0] ?? '');
  const [query, setQuery] = useState('');
  const [text, setText] = useState('');
  const documents = text.split('\n').filter((line) => line.trim() !== '');
  const call = useCall(async (question: Question, signal) => {
    const startedAt = performance.now();
    const response = await askGateway(PATH, { model, ...question }, signal);
    const { results, usage } = (await response.json()) as Answer;
    return { question, results, outcome: wholeOutcome(response, startedAt, usage) };
  });
  const isReady = query.trim() !== '' && documents.length > 0;

  return (
    <Stack maw={800}>
      <ModelChoice models={models} value={model} onChange={setModel} />
      <TextInput
        label={t('rerank.query')}
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
      />
      <Textarea
        label={t('rerank.documents')}
        description={t('rerank.documentsHint')}
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Group>
        <Button loading={call.isRunning} onClick={() => isReady && call.run({ query, documents })}>
          {t('rerank.action')}
        </Button>
      </Group>
      {call.error && <CallProblem error={call.error} />}
      {call.result && (
        <Stack component="ol" pl="lg" m={0}>
          {call.result.results.map(({ index, relevance_score: score }) => (
            <li key={index}>
              <Text style={{ overflowWrap: 'anywhere' }}>{call.result?.question.documents[index]}</Text>
              <Group wrap="nowrap">
                <Progress
                  value={Math.min(100, Math.max(0, score * 100))}
                  style={{ flex: 1 }}
                  aria-label={t('rerank.score')}
                />
                <Text size="sm" c="dimmed">
                  {score.toFixed(3)}
                </Text>
              </Group>
            </li>
          ))}
        </Stack>
      )}
      {call.result && <OutcomeLine outcome={call.result.outcome} />}
      <RequestCode
        path={PATH}
        body={{ model, query: query || '…', documents: documents.length > 0 ? documents : ['…'] }}
      />
    </Stack>
  );
}
