import { Button } from '@mantine/core';
import { IconPlus, IconRoute, IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { PagedTable } from '../../../ui/PagedTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Page } from '../../../ui/Page.js';
import { usePages } from '../../../ui/pages-of.js';
import { SearchField } from '../../../ui/SearchField.js';
import { AliasDialog } from './AliasDialog.js';
import type { Alias } from './alias-form.js';
import { useAliasColumns } from './alias-columns.js';
import { RemoveAlias } from './RemoveAlias.js';

const route = getRouteApi('/shell/aliases');
const PAGE = 50;

interface Deed {
  kind: 'edit' | 'remove';
  /** None: a new one. */
  alias?: Alias;
}

/** The tenant's own names for models. */
export function AliasesPage() {
  const { t } = useTranslation('models');
  const { search, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = may(useMe(), 'tenant-manager');
  const [deed, setDeed] = useState<Deed | null>(null);
  const list = usePages<Alias>(['aliases', { search, sort }], (cursor) =>
    read(
      api.GET('/api/v1/aliases', { params: { query: { limit: PAGE, search, sort: sort ?? '-created_at', cursor } } }),
    ),
  );
  const columns = useAliasColumns({
    mayChange,
    onEdit: (alias) => setDeed({ kind: 'edit', alias }),
    onRemove: (alias) => setDeed({ kind: 'remove', alias }),
  });
  const create = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setDeed({ kind: 'edit' })}>
      {t('aliases.create')}
    </Button>
  );
  const close = (): void => setDeed(null);

  return (
    <Page title={t('aliases.title')} hint={t('aliases.hint')} actions={create}>
      <SearchField
        label={t('aliases.search')}
        value={search}
        onSearch={(text) => void navigate({ search: (now) => ({ ...now, search: text }), replace: true })}
        width={420}
      />
      <PagedTable
        caption={t('aliases.title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        sorting={{
          value: sort ?? '-created_at',
          onChange: (next) =>
            void navigate({
              search: (now) => ({ ...now, sort: next === 'created_at' ? next : undefined }),
              replace: true,
            }),
        }}
        empty={
          search ? (
            <EmptyState icon={IconSearch} title={t('aliases.noMatch')} hint={t('aliases.noMatchHint')} />
          ) : (
            <EmptyState icon={IconRoute} title={t('aliases.none')} hint={t('aliases.noneHint')} action={create} />
          )
        }
      />
      {deed?.kind === 'edit' && <AliasDialog alias={deed.alias} onClose={close} />}
      {deed?.kind === 'remove' && deed.alias && <RemoveAlias alias={deed.alias} onClose={close} />}
    </Page>
  );
}
