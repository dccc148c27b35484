import { Button, Switch, Text } from '@mantine/core';
import { IconPlugConnected, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { DataTable, type Column } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Page } from '../../../ui/Page.js';
import { SearchField } from '../../../ui/SearchField.js';
import { Problem } from '../../../ui/Problem.js';
import { useSave } from '../../../ui/use-save.js';
import { matching } from '../parts/list-search.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { TextLink } from '../parts/TextLink.js';
import { useMay } from '../parts/use-may.js';
import { McpDialog } from './McpDialog.js';
import { McpStatus } from './McpStatus.js';
import { mcpServersQuery, type McpServer } from './queries.js';

const route = getRouteApi('/shell/mcp-servers');

export function McpServersPage() {
  const { t } = useTranslation('mcp');
  const { t: tShared } = useTranslation('resources');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isCreating, setCreating] = useState(false);
  const list = useQuery(mcpServersQuery);
  const columns = useColumns();
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );

  return (
    <Page title={t('title')} hint={t('hint')} actions={create}>
      <ReadOnlyNotice />
      <SearchField
        label={tShared('search')}
        value={search}
        onSearch={(text) => void navigate({ search: { search: text }, replace: true })}
      />
      {list.error && !list.data ? (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={t('title')}
          columns={columns}
          rows={list.data && matching(list.data, search)}
          keyOf={({ uuid }) => uuid}
          empty={
            list.data?.length === 0 ? (
              <EmptyState icon={IconPlugConnected} title={t('none.title')} hint={t('none.hint')} action={create} />
            ) : (
              <EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />
            )
          }
        />
      )}
      {isCreating && <McpDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

function useColumns(): readonly Column<McpServer>[] {
  const { t } = useTranslation('mcp');
  return [
    {
      id: 'name',
      title: t('columns.name'),
      cell: ({ name }) => (
        <TextLink to="/mcp-servers/$name" params={{ name }} fw={600}>
          {name}
        </TextLink>
      ),
    },
    { id: 'mode', title: t('columns.mode'), cell: ({ mode }) => t(`modes.${mode}`) },
    {
      id: 'status',
      title: t('columns.status'),
      cell: (server) => (
        <>
          <McpStatus server={server} />
          {server.enable && server.runtime_info?.error_message && (
            <Text size="sm" c="dimmed" lineClamp={2} maw={360} mt={4}>
              {server.runtime_info.error_message}
            </Text>
          )}
        </>
      ),
    },
    { id: 'tools', title: t('columns.tools'), cell: ({ runtime_info }) => runtime_info?.tool_count ?? '–' },
    { id: 'enabled', title: t('columns.enabled'), cell: (server) => <EnableSwitch server={server} /> },
  ];
}

function EnableSwitch({ server: { name, enable } }: { server: McpServer }) {
  const { t } = useTranslation('mcp');
  const { mayEdit } = useMay();
  const change = useSave({
    save: (next: boolean) =>
      read(api.PUT('/api/v1/mcp/servers/{name}', { params: { path: { name } }, body: { enable: next } })),
    refresh: [['mcp-servers']],
  });
  return (
    <Switch
      aria-label={t('enable', { name })}
      checked={change.isPending ? change.variables : enable}
      disabled={!mayEdit || change.isPending}
      onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
    />
  );
}
