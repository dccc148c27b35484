import { Button, Group, Text } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { chooseTenant } from '../../../api/chosen-tenant.js';
import type { Schemas } from '../../../api/client.js';
import { tenantsQuery, useMe } from '../../../shell/me.js';
import { DataTable, type Column } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Problem } from '../../../ui/Problem.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { roleIn, type OpenTenant } from './tenant.js';

type Tenant = Schemas['TenantDto'];

export interface TenantDeeds {
  onMembers: (tenant: OpenTenant) => void;
  onRename: (tenant: OpenTenant) => void;
  /** For administrators. */
  onLimits: (tenant: OpenTenant) => void;
}

/** The tenants that one belongs to. */
export function MyTenants({ onMembers, onRename }: Omit<TenantDeeds, 'onLimits'>) {
  const { t } = useTranslation('tenants');
  const me = useMe();
  const tenants = useQuery(tenantsQuery);
  const open = ({ id, name, role }: Tenant): OpenTenant => ({ id, name, role: roleIn(me, role) });
  const columns: readonly Column<Tenant>[] = [
    {
      id: 'name',
      title: t('columns.name'),
      cell: ({ id, name }) => (
        <Group gap="xs" style={{ minWidth: 160 }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          {id === me.tenant_id && <StatusBadge tone="good">{t('current')}</StatusBadge>}
        </Group>
      ),
    },
    { id: 'role', title: t('columns.role'), cell: ({ role }) => t(`roles.${role}`) },
    {
      id: 'actions',
      title: t('columns.actions'),
      isTitleHidden: true,
      cell: (tenant) => (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          {tenant.id !== me.tenant_id && (
            <Button
              size="xs"
              variant="subtle"
              aria-label={t('switchTo', { name: tenant.name })}
              onClick={() => chooseTenant(tenant.id === me.user_id ? null : tenant.id)}
            >
              {t('switch')}
            </Button>
          )}
          {open(tenant).role === 'owner' && (
            <Button
              size="xs"
              variant="subtle"
              aria-label={t('renameTitle', { name: tenant.name })}
              onClick={() => onRename(open(tenant))}
            >
              {t('rename')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            aria-label={t('membersOf', { name: tenant.name })}
            onClick={() => onMembers(open(tenant))}
          >
            {t('members')}
          </Button>
        </Group>
      ),
    },
  ];

  if (tenants.error) return <Problem error={tenants.error} onRetry={() => void tenants.refetch()} />;
  return (
    <DataTable
      caption={t('tabs.mine')}
      columns={columns}
      rows={tenants.data}
      keyOf={({ id }) => id}
      empty={<EmptyState icon={IconBuilding} title={t('none.title')} hint={t('none.hint')} />}
    />
  );
}
