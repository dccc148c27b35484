import { Alert, Button, Group, NumberInput, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../../api/client.js';
import { wordsOf } from '../../../ui/words-of.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { ModelSelect } from '../parts/ModelSelect.js';
import { useMay } from '../parts/use-may.js';
import type { Base } from './queries.js';

const MOST_CHUNKS = 100;

/** Asks the base as a pipeline would, and shows what it finds. */
export function RetrievalTab({ base }: { base: Base }) {
  const { t } = useTranslation('knowledge');
  const { t: tShell } = useTranslation();
  const { mayAsk } = useMay();
  const form = useForm({
    initialValues: { query: '', top_k: base.top_k, rerank_model: '' },
    validate: { query: (query) => (query.trim() === '' ? t('retrieval.noQuestion') : null) },
  });
  const search = useMutation({
    mutationFn: ({ rerank_model, ...body }: typeof form.values) =>
      read(
        api.POST('/api/v1/knowledge/bases/{uuid}/retrieve', {
          params: { path: { uuid: base.uuid } },
          body: { ...body, ...(rerank_model ? { rerank_model } : {}) },
        }),
      ),
  });
  if (!mayAsk) return <Text c="dimmed">{t('retrieval.forbidden')}</Text>;
  return (
    <Stack>
      <Paper className="surface" p="lg">
        <form onSubmit={form.onSubmit((values) => search.mutate(values))} noValidate>
          <Stack>
            <TextInput
              label={t('retrieval.question')}
              description={t('retrieval.hint')}
              {...form.getInputProps('query')}
            />
            <Group align="flex-end" grow preventGrowOverflow={false}>
              <NumberInput
                label={t('fields.topK')}
                min={1}
                max={MOST_CHUNKS}
                allowDecimal={false}
                {...form.getInputProps('top_k')}
              />
              <ModelSelect
                label={t('retrieval.rerank')}
                types={['rerank']}
                placeholder={t('retrieval.noRerank')}
                value={form.values.rerank_model}
                onChange={(model) => form.setFieldValue('rerank_model', model)}
              />
            </Group>
            <Button type="submit" w="fit-content" leftSection={<IconSearch size={16} />} loading={search.isPending}>
              {t('retrieval.action')}
            </Button>
          </Stack>
        </form>
      </Paper>
      {search.error && (
        <Alert color="red" role="alert" title={tShell('errors.failed')}>
          {wordsOf(tShell, search.error)}
        </Alert>
      )}
      {search.data && <Chunks chunks={search.data.results} />}
    </Stack>
  );
}

function Chunks({ chunks }: { chunks: readonly Schemas['RetrievedChunkDto'][] }) {
  const { t, i18n } = useTranslation('knowledge');
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 4 });
  if (chunks.length === 0)
    return <EmptyState icon={IconSearch} title={t('retrieval.none')} hint={t('retrieval.noneHint')} />;
  return (
    <section aria-label={t('retrieval.found')}>
      <Title order={2} size="h4" mb="sm">
        {t('retrieval.found')}
      </Title>
      <Stack component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        {chunks.map(({ id, metadata, score, distance }) => (
          <Paper component="li" key={id} className="surface" p="md">
            <Group justify="space-between" mb="xs">
              <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                {metadata.file_name}
              </Text>
              <Text size="sm" c="dimmed">
                {t('retrieval.score', { score: number.format(score), distance: number.format(distance) })}
              </Text>
            </Group>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {metadata.text}
            </Text>
          </Paper>
        ))}
      </Stack>
    </section>
  );
}
