import { Text } from '@mantine/core';
import { IconPlugConnected, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import type { Column } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { QueryTable } from '../../../ui/QueryTable.js';
import { EnableSwitch } from '../parts/EnableSwitch.js';
import { matching } from '../parts/list-search.js';
import { ResourceList } from '../parts/ResourceList.js';
import { TextLink } from '../parts/TextLink.js';
import { McpDialog } from './McpDialog.js';
import { McpStatus } from './McpStatus.js';
import { mcpServersQuery, type McpServer } from './queries.js';

const route = getRouteApi('/shell/mcp-servers');

export function McpServersPage() {
  const { t } = useTranslation('mcp');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(mcpServersQuery);
  const columns = useColumns();

  return (
    <ResourceList
      title={t('title')}
      hint={t('hint')}
      search={search}
      onSearch={(text) => void navigate({ search: { search: text }, replace: true })}
      createLabel={t('create')}
      dialog={(close) => <McpDialog onClose={close} />}
    >
      {(create) => (
        <QueryTable
          caption={t('title')}
          columns={columns}
          query={list}
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
    </ResourceList>
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
    {
      id: 'enabled',
      title: t('columns.enabled'),
      cell: ({ name, enable }) => (
        <EnableSwitch
          label={t('enable', { name })}
          isEnabled={enable}
          save={(next) =>
            read(api.PUT('/api/v1/mcp/servers/{name}', { params: { path: { name } }, body: { enable: next } }))
          }
          refresh={[['mcp-servers']]}
        />
      ),
    },
  ];
}
