import { Button, Group, Stack, Text } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../../api/client.js';
import type { Column } from '../../../ui/DataTable.js';
import { PagedTable } from '../../../ui/PagedTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { usePages } from '../../../ui/pages-of.js';
import { SearchField } from '../../../ui/SearchField.js';
import { When } from '../../../ui/When.js';
import type { TenantDeeds } from './MyTenants.js';
import type { TenantsSearch } from './tenants-search.js';

type Tenant = Schemas['TenantOverviewDto'];
const route = getRouteApi('/shell/tenants');
const PAGE = 50;
/** The server counts no further. */
const MOST_COUNTED = 1000;

/** Every tenant of the instance, for administrators. */
export function AllTenants(deeds: TenantDeeds) {
  const { t } = useTranslation('tenants');
  const { search, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const list = usePages<Tenant>(['tenants', { search, sort }], (cursor) =>
    read(api.GET('/api/v1/tenants/all', { params: { query: { limit: PAGE, cursor, search, sort } } })),
  );
  const columns = useColumns(deeds);
  const change = (filters: TenantsSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...filters }), replace: true });

  return (
    <Stack>
      <SearchField label={t('search')} value={search} onSearch={(text) => change({ search: text })} />
      <PagedTable
        caption={t('tabs.all')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        sorting={{
          value: sort ?? '-created_at',
          onChange: (next) => change({ sort: next as TenantsSearch['sort'] }),
        }}
        empty={<EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />}
      />
    </Stack>
  );
}

function useColumns({ onMembers, onRename, onLimits }: TenantDeeds): readonly Column<Tenant>[] {
  const { t } = useTranslation('tenants');
  const counted = (count: number): string => (count >= MOST_COUNTED ? t('orMore', { count }) : String(count));
  return [
    {
      id: 'name',
      title: t('columns.name'),
      cell: ({ name }) => (
        <Text fw={600} style={{ overflowWrap: 'anywhere', minWidth: 160 }}>
          {name}
        </Text>
      ),
    },
    { id: 'members', title: t('members'), cell: ({ member_count }) => counted(member_count) },
    { id: 'keys', title: t('columns.keys'), cell: ({ key_count }) => counted(key_count) },
    {
      id: 'created',
      title: t('columns.created'),
      sort: 'created_at',
      cell: ({ created_at }) => <When at={created_at} />,
    },
    {
      id: 'actions',
      title: t('columns.actions'),
      isTitleHidden: true,
      cell: ({ id, name }) => (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            size="xs"
            variant="subtle"
            aria-label={t('renameTitle', { name })}
            onClick={() => onRename({ id, name, role: 'owner' })}
          >
            {t('rename')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            aria-label={t('limitsOf', { name })}
            onClick={() => onLimits({ id, name, role: 'owner' })}
          >
            {t('limits')}
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label={t('membersOf', { name })}
            onClick={() => onMembers({ id, name, role: 'owner' })}
          >
            {t('members')}
          </Button>
        </Group>
      ),
    },
  ];
}
