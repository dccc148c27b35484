import { Button, Code, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconKey, IconPlus, IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../api/client.js';
import { DataTable, type Column } from '../../ui/DataTable.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Page } from '../../ui/Page.js';
import { usePages } from '../../ui/pages-of.js';
import { Problem } from '../../ui/Problem.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { When } from '../../ui/When.js';
import { CreateKeyDialog } from './CreateKeyDialog.js';

type Key = Schemas['ApiKeyDto'];
const route = getRouteApi('/shell/keys');
const PAGE = 50;
const TYPING_MS = 200;

export function KeysPage() {
  const { t } = useTranslation('keys');
  const { search, sort = '-created_at' } = route.useSearch();
  const navigate = route.useNavigate();
  const [isCreating, setCreating] = useState(false);
  const list = usePages<Key>(['keys', { search, sort }], (cursor) =>
    read(
      api.GET('/api/v1/keys', {
        params: { query: { limit: PAGE, search, sort: sort as '-created_at', cursor } },
      }),
    ),
  );
  const searchFor = useDebouncedCallback((text: string) => {
    void navigate({ search: (now) => ({ ...now, search: text || undefined }), replace: true });
  }, TYPING_MS);
  const columns = useColumns();
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );

  return (
    <Page title={t('title')} hint={t('hint')} actions={create}>
      <TextInput
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        defaultValue={search}
        onChange={({ currentTarget }) => searchFor(currentTarget.value)}
        maw={420}
      />
      {list.error ? (
        <Problem error={list.error} onRetry={list.retry} />
      ) : (
        <DataTable
          caption={t('title')}
          columns={columns}
          rows={list.rows}
          keyOf={({ id }) => id}
          sorting={{
            value: sort,
            onChange: (next) => void navigate({ search: (now) => ({ ...now, sort: next }), replace: true }),
          }}
          onMore={list.onMore}
          isLoadingMore={list.isLoadingMore}
          empty={
            search ? (
              <EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />
            ) : (
              <EmptyState icon={IconKey} title={t('none.title')} hint={t('none.hint')} action={create} />
            )
          }
        />
      )}
      <CreateKeyDialog isOpen={isCreating} onClose={() => setCreating(false)} />
    </Page>
  );
}

function useColumns(): readonly Column<Key>[] {
  const { t } = useTranslation('keys');
  return [
    {
      id: 'name',
      title: t('columns.name'),
      cell: ({ name, description }) => (
        <>
          <Text fw={600}>{name}</Text>
          {description && (
            <Text size="sm" c="dimmed" lineClamp={1}>
              {description}
            </Text>
          )}
        </>
      ),
    },
    { id: 'masked', title: t('columns.token'), cell: ({ masked }) => <Code>{masked}</Code> },
    {
      id: 'state',
      title: t('columns.state'),
      cell: ({ paused }) =>
        paused ? (
          <StatusBadge tone="warning">{t('states.paused')}</StatusBadge>
        ) : (
          <StatusBadge tone="good">{t('states.active')}</StatusBadge>
        ),
    },
    {
      id: 'used',
      title: t('columns.lastUsed'),
      cell: ({ last_used_at }) => <When at={last_used_at} never={t('never')} />,
    },
    {
      id: 'created',
      title: t('columns.created'),
      sort: 'created_at',
      cell: ({ created_at }) => <When at={created_at} />,
    },
  ];
}
