import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client.js';
import type { Column } from '../../../ui/DataTable.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { When } from '../../../ui/When.js';

export type User = Schemas['UserDto'];

/** The server counts no further. */
const MOST_COUNTED = 1000;

export function useUserColumns(myId: string, menu: (user: User) => ReactNode): readonly Column<User>[] {
  const { t } = useTranslation('users');
  return [
    {
      id: 'user',
      title: t('columns.user'),
      cell: ({ id, email, nickname }) => (
        <div style={{ minWidth: 180, maxWidth: 340, overflowWrap: 'anywhere' }}>
          <Text fw={600}>
            {email}
            {id === myId && (
              <Text span c="dimmed" fw={400}>
                {' '}
                {t('you')}
              </Text>
            )}
          </Text>
          {nickname && (
            <Text size="sm" c="dimmed" lineClamp={1}>
              {nickname}
            </Text>
          )}
        </div>
      ),
    },
    {
      id: 'state',
      title: t('columns.state'),
      cell: ({ is_active, is_instance_admin }) => (
        <Group gap={6} wrap="nowrap">
          <StatusBadge tone={is_active ? 'good' : 'neutral'}>
            {t(is_active ? 'states.active' : 'states.inactive')}
          </StatusBadge>
          {is_instance_admin && <StatusBadge tone="warning">{t('administrator')}</StatusBadge>}
        </Group>
      ),
    },
    {
      id: 'keys',
      title: t('columns.keys'),
      cell: ({ id, email, key_count }) => (
        <Anchor
          component={Link}
          to="/keys"
          search={{ whose: 'all', user: id } as never}
          aria-label={t('keysOf', { email })}
          underline="always"
        >
          {key_count >= MOST_COUNTED ? t('orMore', { count: MOST_COUNTED }) : key_count}
        </Anchor>
      ),
    },
    {
      id: 'signedIn',
      title: t('columns.lastSignIn'),
      cell: ({ last_login_at }) => <When at={last_login_at} never={t('never')} />,
    },
    {
      id: 'created',
      title: t('columns.created'),
      sort: 'created_at',
      cell: ({ created_at }) => <When at={created_at} />,
    },
    { id: 'menu', title: t('columns.actions'), isTitleHidden: true, width: 56, cell: menu },
  ];
}
