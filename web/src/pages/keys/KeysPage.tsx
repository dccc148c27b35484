import { Button } from '@mantine/core';
import { IconKey, IconPlus, IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '../../shell/access.js';
import { lazyPart } from '../../shell/lazy-page.js';
import { useMe } from '../../shell/me.js';
import { PagedTable } from '../../ui/PagedTable.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Page } from '../../ui/Page.js';
import { BulkBar } from './BulkBar.js';
import { CreateKeyDialog } from './CreateKeyDialog.js';
import { EditKeyDialog } from './EditKeyDialog.js';
import { useKeyColumns } from './key-columns.js';
import { useKeyList, type Key } from './key-list.js';
import { KeyFilters } from './KeyFilters.js';
import { KeyMenu, type KeyDialog } from './KeyMenu.js';
import type { KeysSearch } from './keys-search.js';
import { RevokeDialog } from './RevokeDialog.js';
import { RotateDialog } from './RotateDialog.js';
import { useBulk } from './use-bulk.js';

const route = getRouteApi('/shell/keys');
/** The list need not wait for it. */
const KeyDrawer = lazyPart(() => import('./KeyDrawer.js').then((module) => module.KeyDrawer));

type Open = { dialog: 'create' | 'revoke-all' } | { dialog: KeyDialog; row: Key };

export function KeysPage() {
  const { t } = useTranslation('keys');
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useKeyList(me, search);
  const [open, setOpen] = useState<Open | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const bulk = useBulk();
  const rows = list.rows ?? [];
  const mayChange = me.scopes.includes('keys:write') || may(me, 'instance-admin');
  const change = (filters: KeysSearch): void => {
    setTicked(new Set());
    void navigate({ search: (now) => ({ ...now, ...filters }), replace: true });
  };
  const columns = useKeyColumns({
    withOwner: may(me, 'tenant-manager') && search.whose !== 'mine',
    withTenant: search.whose === 'all',
    ticking: mayChange ? { ticked, rows, onTick: setTicked } : null,
    menu: mayChange ? (row) => <KeyMenu row={row} onOpen={(dialog) => setOpen({ dialog, row })} /> : null,
    onOpen: (row) => setOpen({ dialog: 'detail', row }),
  });
  const chosen = rows.filter(({ id }) => ticked.has(id));
  const isFiltered = Object.entries(search).some(([name, value]) => name !== 'sort' && value !== undefined);
  const create = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ dialog: 'create' })}>
      {t('create')}
    </Button>
  );

  return (
    <Page title={t('title')} hint={t('hint')} actions={create}>
      <KeyFilters value={search} onChange={change} />
      <BulkBar
        keys={chosen}
        bulk={bulk}
        onRevoke={() => setOpen({ dialog: 'revoke-all' })}
        onClear={() => setTicked(new Set())}
      />
      <PagedTable
        caption={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        sorting={{
          value: search.sort ?? '-created_at',
          onChange: (sort) => change({ sort: sort as KeysSearch['sort'] }),
        }}
        empty={
          isFiltered ? (
            <EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />
          ) : (
            <EmptyState icon={IconKey} title={t('none.title')} hint={t('none.hint')} action={create} />
          )
        }
      />
      <Dialogs
        open={open}
        chosen={chosen}
        onRevokeAll={() => {
          setOpen(null);
          void bulk.start('revoke', chosen);
        }}
        onClose={() => setOpen(null)}
      />
    </Page>
  );
}

interface DialogsProps {
  open: Open | null;
  chosen: readonly Key[];
  onRevokeAll: () => void;
  onClose: () => void;
}

function Dialogs({ open, chosen, onRevokeAll, onClose }: DialogsProps) {
  switch (open?.dialog) {
    case 'create':
      return <CreateKeyDialog onClose={onClose} />;
    case 'detail':
      return (
        <Suspense>
          <KeyDrawer row={open.row} onClose={onClose} />
        </Suspense>
      );
    case 'edit':
      return <EditKeyDialog row={open.row} onClose={onClose} />;
    case 'rotate':
      return <RotateDialog row={open.row} onClose={onClose} />;
    case 'revoke':
      return <RevokeDialog keys={[open.row]} onClose={onClose} />;
    case 'revoke-all':
      return <RevokeDialog keys={chosen} onRevokeAll={onRevokeAll} onClose={onClose} />;
    default:
      return null;
  }
}
