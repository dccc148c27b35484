import { Text } from '@mantine/core';
import { IconRobot, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import type { Column } from '../../../ui/DataTable.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { QueryTable } from '../../../ui/QueryTable.js';
import { EnableSwitch } from '../parts/EnableSwitch.js';
import { matching } from '../parts/list-search.js';
import { ResourceList } from '../parts/ResourceList.js';
import { TextLink } from '../parts/TextLink.js';
import { useLocal } from '../parts/words.js';
import { BotDialog } from './BotDialog.js';
import { BotState } from './BotState.js';
import { adaptersQuery, botsQuery, type Bot } from './queries.js';

const route = getRouteApi('/shell/bots');

export function BotsPage() {
  const { t } = useTranslation('bots');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(botsQuery);
  const columns = useColumns();
  return (
    <ResourceList
      title={t('title')}
      hint={t('hint')}
      search={search}
      onSearch={(text) => void navigate({ search: { search: text }, replace: true })}
      createLabel={t('create')}
      dialog={(close) => <BotDialog onClose={close} />}
    >
      {(create) => (
        <QueryTable
          caption={t('title')}
          columns={columns}
          query={list}
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
    </ResourceList>
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
      cell: ({ uuid, name, enable, adapter }) => (
        <EnableSwitch
          label={t('enable', { name })}
          isEnabled={enable}
          isRunnable={adapterOf(adapter)?.runnable ?? false}
          save={(next) =>
            read(api.PUT('/api/v1/platform/bots/{uuid}', { params: { path: { uuid } }, body: { enable: next } }))
          }
          refresh={[['bots']]}
        />
      ),
    },
  ];
}
