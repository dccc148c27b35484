import { ActionIcon, Text } from '@mantine/core';
import { IconChevronRight, IconHistory } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import type { Column } from '../../../ui/DataTable.js';
import { PagedTable } from '../../../ui/PagedTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { NotForYou } from '../../../ui/NotForYou.js';
import { Page } from '../../../ui/Page.js';
import { usePages } from '../../../ui/pages-of.js';
import { When } from '../../../ui/When.js';
import { actorOf, targetOf, type AuditEvent } from './audit-event.js';
import { auditQuery, type AuditSearch } from './audit-search.js';
import { AuditFilters } from './AuditFilters.js';
import { EventDrawer } from './EventDrawer.js';
import { useActionWords } from './use-action-words.js';

const route = getRouteApi('/shell/audit');
const PAGE = 50;

export function AuditPage() {
  const { t } = useTranslation('audit');
  const me = useMe();
  return may(me, 'tenant-manager') ? <Audit /> : <NotForYou title={t('title')} reason={t('notForYou')} />;
}

function Audit() {
  const { t } = useTranslation('audit');
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<AuditEvent | null>(null);
  const list = usePages<AuditEvent>(['audit', search], (cursor) =>
    read(api.GET('/api/v1/audit', { params: { query: { limit: PAGE, cursor, ...auditQuery(search) } } })),
  );
  const change = (filters: AuditSearch): void =>
    void navigate({ search: (now) => ({ ...now, ...filters }), replace: true });
  const columns = useColumns(may(me, 'instance-admin'), setOpen);

  return (
    <Page title={t('title')} hint={t(may(me, 'instance-admin') ? 'hintAll' : 'hintMine')}>
      <AuditFilters value={search} onChange={change} />
      <PagedTable
        caption={t('title')}
        columns={columns}
        list={list}
        keyOf={({ id }) => id}
        empty={<EmptyState icon={IconHistory} title={t('none.title')} hint={t('none.hint')} />}
      />
      {open && <EventDrawer event={open} onNarrow={change} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function useColumns(withTenant: boolean, onOpen: (event: AuditEvent) => void): readonly Column<AuditEvent>[] {
  const { t } = useTranslation('audit');
  const words = useActionWords();
  const columns: Column<AuditEvent>[] = [
    { id: 'at', title: t('columns.at'), cell: ({ at }) => <When at={at} /> },
    { id: 'action', title: t('columns.action'), cell: ({ action }) => <Text fw={600}>{words(action)}</Text> },
    {
      id: 'actor',
      title: t('columns.actor'),
      cell: (event) => <Named kind={t(`actors.${event.actor.kind}`)} name={actorOf(event)} />,
    },
    {
      id: 'target',
      title: t('columns.target'),
      cell: (event) => (
        <Named kind={t(`kinds.${event.target.kind}`, { defaultValue: event.target.kind })} name={targetOf(event)} />
      ),
    },
    {
      id: 'tenant',
      title: t('columns.tenant'),
      cell: ({ tenant_id, tenant_name }) => (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {tenant_id === null ? t('wholeInstance') : (tenant_name ?? t('gone'))}
        </Text>
      ),
    },
    {
      id: 'details',
      title: t('details'),
      isTitleHidden: true,
      width: 56,
      cell: (event) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('detailsOf', { action: words(event.action), target: targetOf(event) })}
          onClick={() => onOpen(event)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      ),
    },
  ];
  return columns.filter(({ id }) => withTenant || id !== 'tenant');
}

function Named({ kind, name }: { kind: string; name: string }) {
  return (
    <div style={{ minWidth: 160, maxWidth: 280, overflowWrap: 'anywhere' }}>
      <Text size="sm" lineClamp={2}>
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {kind}
      </Text>
    </div>
  );
}
