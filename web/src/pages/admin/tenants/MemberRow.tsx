import { ActionIcon, Group, Select, Text, Tooltip } from '@mantine/core';
import { IconUserMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../../api/client.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { useSave } from '../../../ui/use-save.js';
import { mayManage, ROLES, TENANT_LISTS, type OpenTenant, type Role } from './tenant.js';

export type Member = Schemas['MemberDto'];

interface Props {
  tenant: OpenTenant;
  member: Member;
  onRemove: () => void;
}

export function MemberRow({ tenant, member, onRemove }: Props) {
  const { t } = useTranslation('tenants');
  const { user_id, email, nickname, is_active, role } = member;
  const change = useSave({
    save: (next: Role) =>
      read(
        api.PATCH('/api/v1/tenants/{id}/members/{user_id}', {
          params: { path: { id: tenant.id, user_id } },
          body: { role: next },
        }),
      ),
    refresh: TENANT_LISTS,
    done: t('roleChanged'),
  });
  // Nobody is taken out of the tenant that came with them.
  const isTheirOwn = user_id === tenant.id;

  return (
    <Group
      component="li"
      py="sm"
      gap="sm"
      justify="space-between"
      style={{ borderBottom: '1px solid var(--hairline)' }}
    >
      <div style={{ flex: '1 1 180px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Text fw={600}>{email}</Text>
        {nickname && (
          <Text size="sm" c="dimmed">
            {nickname}
          </Text>
        )}
        {!is_active && <StatusBadge tone="neutral">{t('inactive')}</StatusBadge>}
      </div>
      {mayManage(tenant.role, role) ? (
        <Group gap="xs" wrap="nowrap">
          <Select
            aria-label={t('roleOf', { email })}
            w={130}
            data={ROLES.filter((one) => mayManage(tenant.role, one)).map((one) => ({
              value: one,
              label: t(`roles.${one}`),
            }))}
            value={role}
            allowDeselect={false}
            disabled={change.isPending}
            onChange={(next) => next && change.mutate(next)}
          />
          <Tooltip label={isTheirOwn ? t('theirOwn') : t('remove')}>
            <ActionIcon
              variant="subtle"
              color="red"
              size="lg"
              aria-label={t('removeTitle', { email })}
              aria-disabled={isTheirOwn}
              data-disabled={isTheirOwn || undefined}
              onClick={() => !isTheirOwn && onRemove()}
            >
              <IconUserMinus size={18} />
            </ActionIcon>
          </Tooltip>
        </Group>
      ) : (
        <Text c="dimmed">{t(`roles.${role}`)}</Text>
      )}
    </Group>
  );
}
