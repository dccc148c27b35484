import { Button } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { PagedTable } from '../../../ui/PagedTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { NotForYou } from '../../../ui/NotForYou.js';
import { Page } from '../../../ui/Page.js';
import { usePages } from '../../../ui/pages-of.js';
import { CreateUserDialog } from './CreateUserDialog.js';
import { DeleteUserDialog } from './DeleteUserDialog.js';
import { EditUserDialog } from './EditUserDialog.js';
import { ResetPasswordDialog } from './ResetPasswordDialog.js';
import { useUserColumns, type User } from './user-columns.js';
import { UserFilters } from './UserFilters.js';
import { UserMenu, type UserDialog } from './UserMenu.js';
import type { UsersSearch } from './users-search.js';

const route = getRouteApi('/shell/users');
const PAGE = 50;

export function UsersPage() {
  const { t } = useTranslation('users');
  const me = useMe();
  return may(me, 'instance-admin') ? <Users /> : <NotForYou title={t('title')} reason={t('notForYou')} />;
}

type Open = { dialog: 'create' } | { dialog: UserDialog; user: User };

function Users() {
  const { t } = useTranslation('users');
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const list = usePages<User>(['users', search], (cursor) =>
    read(api.GET('/api/v1/users', { params: { query: { limit: PAGE, cursor, ...queryOf(search) } } })),
  );
  const change = (filters: UsersSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...filters }), replace: true });
  const columns = useUserColumns(me.user_id, (user) => (
    <UserMenu user={user} isMe={user.id === me.user_id} onOpen={(dialog) => setOpen({ dialog, user })} />
  ));
  const close = (): void => setOpen(null);

  return (
    <Page
      title={t('title')}
      hint={t('hint')}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ dialog: 'create' })}>
          {t('create')}
        </Button>
      }
    >
      <UserFilters value={search} onChange={change} />
      <PagedTable
        caption={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        sorting={{
          value: search.sort ?? '-created_at',
          onChange: (sort) => change({ sort: sort as UsersSearch['sort'] }),
        }}
        empty={<EmptyState icon={IconSearch} title={t('none.title')} hint={t('none.hint')} />}
      />
      {open?.dialog === 'create' && <CreateUserDialog onClose={close} />}
      {open?.dialog === 'edit' && (
        <EditUserDialog user={open.user} isMe={open.user.id === me.user_id} onClose={close} />
      )}
      {open?.dialog === 'reset' && <ResetPasswordDialog user={open.user} onClose={close} />}
      {open?.dialog === 'delete' && <DeleteUserDialog user={open.user} onClose={close} />}
    </Page>
  );
}

function queryOf({ search, sort, state, administrators }: UsersSearch) {
  return {
    search,
    sort,
    active: state && (state === 'active' ? ('true' as const) : ('false' as const)),
    administrators: administrators && ('true' as const),
  };
}
