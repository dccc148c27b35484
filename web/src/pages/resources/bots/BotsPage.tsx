import { Button, Switch, Text } from '@mantine/core';
import { IconPlus, IconRobot, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { DataTable, type Column } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Page } from '../../../ui/Page.js';
import { SearchField } from '../../../ui/SearchField.js';
import { Problem } from '../../../ui/Problem.js';
import { useSave } from '../../../ui/use-save.js';
import { matching } from '../parts/list-search.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { TextLink } from '../parts/TextLink.js';
import { useMay } from '../parts/use-may.js';
import { useLocal } from '../parts/words.js';
import { BotDialog } from './BotDialog.js';
import { BotState } from './BotState.js';
import { adaptersQuery, botsQuery, type Bot } from './queries.js';

const route = getRouteApi('/shell/bots');

export function BotsPage() {
  const { t } = useTranslation('bots');
  const { t: tShared } = useTranslation('resources');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isCreating, setCreating] = useState(false);
  const list = useQuery(botsQuery);
  const columns = useColumns();
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} hint={t('hint')} actions={create}>
      <ReadOnlyNotice />
      <SearchField
        label={tShared('search')}
        value={search}
        onSearch={(text) => void navigate({ search: { search: text }, replace: true })}
      />
      {list.error && !list.data ? (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={t('title')}
          columns={columns}
          rows={list.data && matching(list.data, search)}
          keyOf={({ uuid }) => uuid}
          empty={
            list.data?.length === 0 ? (
              <EmptyState icon={IconRobot} title={t('none.title')} hint={t('none.hint')} action={create} />
            ) : (
              <EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />
            )
          }
        />
      )}
      {isCreating && <BotDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

function useColumns(): readonly Column<Bot>[] {
  const { t } = useTranslation('bots');
  const local = useLocal();
  const adapters = useQuery(adaptersQuery);
  const adapterOf = (name: string) => adapters.data?.find((adapter) => adapter.name === name);
  return [
    {
      id: 'name',
      title: t('columns.name'),
      cell: ({ uuid, name, description }) => (
        <>
          <TextLink to="/bots/$uuid" params={{ uuid }} fw={600}>
            {name}
          </TextLink>
          <Text size="sm" c="dimmed" lineClamp={1} maw={320}>
            {description}
          </Text>
        </>
      ),
    },
    {
      id: 'adapter',
      title: t('columns.adapter'),
      cell: ({ adapter }) => {
        const known = adapterOf(adapter);
        return known ? local(known.label) : adapter;
      },
    },
    { id: 'pipeline', title: t('columns.pipeline'), cell: (bot) => bot.use_pipeline_name || t('noPipeline') },
    { id: 'state', title: t('columns.state'), cell: (bot) => <BotState bot={bot} /> },
    {
      id: 'enabled',
      title: t('columns.enabled'),
      cell: (bot) => <EnableSwitch bot={bot} isRunnable={adapterOf(bot.adapter)?.runnable ?? false} />,
    },
  ];
}

function EnableSwitch({ bot: { uuid, name, enable }, isRunnable }: { bot: Bot; isRunnable: boolean }) {
  const { t } = useTranslation('bots');
  const { mayEdit } = useMay();
  const change = useSave({
    save: (next: boolean) =>
      read(api.PUT('/api/v1/platform/bots/{uuid}', { params: { path: { uuid } }, body: { enable: next } })),
    refresh: [['bots']],
  });
  return (
    <Switch
      aria-label={t('enable', { name })}
      checked={change.isPending ? change.variables : enable}
      disabled={!mayEdit || change.isPending || (!isRunnable && !enable)}
      onChange={({ currentTarget }) => change.mutate(currentTarget.checked)}
    />
  );
}
