import { Anchor, Checkbox, Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../ui/DataTable.js';
import { StatusBadge, type Tone } from '../../ui/StatusBadge.js';
import { When } from '../../ui/When.js';
import type { Key } from './key-list.js';

const TONES: Record<Key['status'], Tone> = { active: 'good', paused: 'warning', expired: 'neutral' };

export interface Ticking {
  ticked: ReadonlySet<string>;
  rows: readonly Key[];
  onTick: (ids: ReadonlySet<string>) => void;
}

interface Options {
  /** Whether keys of others are among them. */
  withOwner: boolean;
  withTenant: boolean;
  /** None for those who may not change keys. */
  ticking: Ticking | null;
  menu: ((key: Key) => ReactNode) | null;
  onOpen: (key: Key) => void;
}

export function useKeyColumns({ withOwner, withTenant, ticking, menu, onOpen }: Options): readonly Column<Key>[] {
  const { t } = useTranslation('keys');
  const tick = useTickColumn(ticking);
  const columns: (Column<Key> | null)[] = [
    tick,
    {
      id: 'name',
      title: t('columns.name'),
      sort: 'name',
      cell: (key) => <Name row={key} onOpen={() => onOpen(key)} />,
    },
    {
      id: 'owner',
      title: t('columns.owner'),
      cell: ({ user_email, tenant_name }) => (
        <div style={{ minWidth: 130, maxWidth: 200, overflowWrap: 'anywhere' }}>
          <Text size="sm">{user_email}</Text>
          {withTenant && (
            <Text size="xs" c="dimmed">
              {tenant_name}
            </Text>
          )}
        </div>
      ),
    },
    { id: 'scopes', title: t('columns.scopes'), cell: ({ scopes }) => <Scopes scopes={scopes} /> },
    {
      id: 'state',
      title: t('columns.state'),
      cell: ({ status, expires_at }) => (
        <>
          <StatusBadge tone={TONES[status]}>{t(`states.${status}`)}</StatusBadge>
          {expires_at !== null && (
            <Text size="xs" c="dimmed" mt={4}>
              {t('columns.expires')} <When at={expires_at} />
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'used',
      title: t('columns.lastUsed'),
      sort: 'last_used_at',
      cell: ({ last_used_at }) => <When at={last_used_at} never={t('never')} />,
    },
    {
      id: 'created',
      title: t('columns.created'),
      sort: 'created_at',
      cell: ({ created_at }) => <When at={created_at} />,
    },
    menu && { id: 'menu', title: t('columns.actions'), isTitleHidden: true, width: 56, cell: menu },
  ];
  return columns.filter((column) => column !== null && (withOwner || column.id !== 'owner')) as Column<Key>[];
}

function useTickColumn(ticking: Ticking | null): Column<Key> | null {
  const { t } = useTranslation('keys');
  if (!ticking) return null;
  const { ticked, rows, onTick } = ticking;
  const toggle = (id: string): void => {
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onTick(next);
  };
  const isAll = rows.length > 0 && rows.every(({ id }) => ticked.has(id));
  return {
    id: 'tick',
    title: t('columns.tick'),
    width: 44,
    heading: (
      <Checkbox
        aria-label={t('tickAll')}
        checked={isAll}
        indeterminate={!isAll && ticked.size > 0}
        onChange={() => onTick(new Set(isAll ? [] : rows.map(({ id }) => id)))}
      />
    ),
    cell: ({ id, name }) => (
      <Checkbox aria-label={t('tickOne', { name })} checked={ticked.has(id)} onChange={() => toggle(id)} />
    ),
  };
}

function Name({ row: { name, description, masked }, onOpen }: { row: Key; onOpen: () => void }) {
  return (
    <div style={{ minWidth: 190, maxWidth: 320 }}>
      <Anchor
        component="button"
        type="button"
        c="inherit"
        fw={600}
        ta="left"
        style={{ overflowWrap: 'anywhere' }}
        lineClamp={2}
        onClick={onOpen}
      >
        {name}
      </Anchor>
      {description && (
        <Text size="sm" c="dimmed" lineClamp={1} style={{ overflowWrap: 'anywhere' }}>
          {description}
        </Text>
      )}
      <Code style={{ whiteSpace: 'nowrap' }}>{masked}</Code>
    </div>
  );
}

function Scopes({ scopes }: { scopes: Key['scopes'] }) {
  const { t } = useTranslation('keys');
  const names = scopes.map((scope) => t(`scopes.${scope === '*' ? 'everyday' : scope.replace(':', '-')}.name`));
  const [first, ...others] = names;
  return (
    <>
      <Text size="sm">{first}</Text>
      {others.length > 0 && (
        <Text size="xs" c="dimmed" title={others.join(', ')}>
          {t('moreScopes', { count: others.length })}
        </Text>
      )}
    </>
  );
}
