import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { Problem } from '../../../ui/Problem.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import type { ModelType } from '../model-types.js';
import { MODEL_LISTS } from '../models-queries.js';
import { DiscoveredList, keyOf, type Discovered } from './DiscoveredList.js';

interface Props {
  credentialId: string;
  onClose: () => void;
}

/** What the provider itself says it has, to be ticked and added. */
export function DiscoverDialog({ credentialId, onClose }: Props) {
  const { t } = useTranslation('models');
  const { t: tShell } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const found = useQuery({
    queryKey: ['discovered', credentialId],
    queryFn: async () =>
      (await read(api.POST('/api/v1/credentials/{id}/discover', { params: { path: { id: credentialId } } }))).models,
    staleTime: 0,
    gcTime: 0,
  });
  const add = useSave({
    save: (models: readonly Discovered[]) => addAll(credentialId, models),
    refresh: MODEL_LISTS,
    done: t('discover.done', { count: chosen.size }),
    onSaved: onClose,
  });
  const matching = (found.data ?? []).filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()));

  return (
    <FormDialog onClose={onClose} title={t('discover.title')} size="lg">
      <Stack>
        <Text size="sm" c="dimmed">
          {t('discover.hint')}
        </Text>
        {found.error ? (
          <Problem error={found.error} onRetry={() => void found.refetch()} />
        ) : !found.data ? (
          <Stack role="status" aria-label={t('discover.asking')}>
            <Skeleton h={36} />
            <Skeleton h={240} />
          </Stack>
        ) : found.data.length === 0 ? (
          <Text>{t('discover.none')}</Text>
        ) : (
          <>
            <TextInput
              type="search"
              aria-label={t('discover.search')}
              placeholder={t('discover.search')}
              leftSection={<IconSearch size={16} />}
              value={search}
              onChange={({ currentTarget }) => setSearch(currentTarget.value)}
              data-autofocus
            />
            <DiscoveredList models={matching} chosen={chosen} onChange={setChosen} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {tShell('cancel')}
              </Button>
              <Button
                loading={add.isPending}
                disabled={chosen.size === 0}
                onClick={() => add.mutate(found.data.filter((model) => chosen.has(keyOf(model))))}
              >
                {chosen.size === 0 ? t('discover.addNone') : t('discover.add', { count: chosen.size })}
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </FormDialog>
  );
}

/** One after the other: each is a change of the same credential. */
async function addAll(id: string, models: readonly Discovered[]): Promise<void> {
  for (const { name, type, context_length } of models) {
    const body = { name, type: type as ModelType, max_tokens: context_length };
    await read(api.POST('/api/v1/credentials/{id}/models', { params: { path: { id } }, body }));
  }
}
