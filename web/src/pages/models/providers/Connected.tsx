import { SimpleGrid, Skeleton, Stack, Title, Button, Center } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { usePages } from '../../../ui/pages-of.js';
import { Problem } from '../../../ui/Problem.js';
import { listedModelsQuery, type Credential, type ListedFactories } from '../models-queries.js';
import { CredentialCard, SharedCard } from './ConnectedCards.js';

const PAGE = 60;
const BUILTIN = 'Builtin';
const COLUMNS = { base: 1, sm: 2, lg: 3 };

/** The tenant's own providers, and those that others let it use. */
export function Connected() {
  const { t } = useTranslation('models');
  const { t: tShell } = useTranslation();
  const heading = useId();
  const own = usePages<Credential>(['credentials', 'list'], (cursor) =>
    read(api.GET('/api/v1/credentials', { params: { query: { limit: PAGE, cursor } } })),
  );
  const listed = useQuery(listedModelsQuery);
  const error = own.error ?? listed.error;
  const shared = own.rows && listed.data ? sharedIn(own.rows, listed.data) : [];
  const retry = (): void => {
    own.retry();
    void listed.refetch();
  };

  return (
    <Stack component="section" aria-labelledby={heading}>
      <Title order={2} size="h3" id={heading}>
        {t('connected.title')}
      </Title>
      {error ? (
        <Problem error={error} onRetry={retry} />
      ) : !own.rows || !listed.data ? (
        <SimpleGrid cols={COLUMNS}>
          <Skeleton h={132} />
          <Skeleton h={132} />
          <Skeleton h={132} />
        </SimpleGrid>
      ) : own.rows.length + shared.length === 0 ? (
        <div className="surface" style={{ borderRadius: 'var(--mantine-radius-md)' }}>
          <EmptyState icon={IconPlugConnected} title={t('connected.none')} hint={t('connected.noneHint')} />
        </div>
      ) : (
        <SimpleGrid component="ul" cols={COLUMNS} p={0} m={0} style={{ listStyle: 'none' }}>
          {own.rows.map((credential) => (
            <CredentialCard key={credential.id} credential={credential} />
          ))}
          {own.onMore === undefined &&
            shared.map(([factory, count]) => <SharedCard key={factory} factory={factory} count={count} />)}
        </SimpleGrid>
      )}
      {own.onMore && (
        <Center>
          <Button variant="default" onClick={own.onMore} loading={own.isLoadingMore}>
            {tShell('loadMore')}
          </Button>
        </Center>
      )}
    </Stack>
  );
}

/** Factories with models although the tenant itself has not connected them, each with how many. */
function sharedIn(own: readonly Credential[], listed: ListedFactories): [string, number][] {
  const ours = new Set([BUILTIN, ...own.map(({ factory }) => factory)]);
  return Object.entries(listed)
    .filter(([factory, { llm }]) => !ours.has(factory) && llm.length > 0)
    .map(([factory, { llm }]) => [factory, llm.length]);
}
