import { Button, Menu, Paper, Text } from '@mantine/core';
import { IconCopy, IconMessageChatbot, IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Page } from '../../../ui/Page.js';
import { SearchField } from '../../../ui/SearchField.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { useSave } from '../../../ui/use-save.js';
import { CardGrid, CardSkeletons } from '../parts/CardGrid.js';
import { matching } from '../parts/list-search.js';
import { Loaded } from '../parts/Loaded.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { ResourceCard } from '../parts/ResourceCard.js';
import { TextLink } from '../parts/TextLink.js';
import { useMay } from '../parts/use-may.js';
import { modelOf } from './pipeline-config.js';
import { PipelineDialog } from './PipelineDialog.js';
import { pipelinesQuery, type Pipeline } from './queries.js';
import { RemovePipeline } from './RemovePipeline.js';

const route = getRouteApi('/shell/pipelines');

export function PipelinesPage() {
  const { t } = useTranslation('pipelines');
  const { t: tShared } = useTranslation('resources');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isCreating, setCreating] = useState(false);
  const [leaving, setLeaving] = useState<Pipeline | null>(null);
  const list = useQuery(pipelinesQuery);
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
      <Loaded query={list} skeleton={<CardSkeletons />}>
        {(all) => <Cards all={all} search={search} create={create} onRemove={setLeaving} />}
      </Loaded>
      {isCreating && <PipelineDialog onClose={() => setCreating(false)} />}
      {leaving && <RemovePipeline pipeline={leaving} onClose={() => setLeaving(null)} />}
    </Page>
  );
}

interface CardsProps {
  all: readonly Pipeline[];
  search: string | undefined;
  create: React.ReactNode;
  onRemove: (pipeline: Pipeline) => void;
}

function Cards({ all, search, create, onRemove }: CardsProps) {
  const { t } = useTranslation('pipelines');
  const { mayEdit } = useMay();
  const copy = useSave({
    save: (uuid: string) => read(api.POST('/api/v1/pipelines/{uuid}/copy', { params: { path: { uuid } } })),
    refresh: [['pipelines']],
    done: t('copied'),
  });
  const shown = matching(all, search);
  if (all.length === 0)
    return (
      <Paper className="surface">
        <EmptyState icon={IconMessageChatbot} title={t('none.title')} hint={t('none.hint')} action={create} />
      </Paper>
    );
  if (shown.length === 0)
    return (
      <Paper className="surface">
        <EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />
      </Paper>
    );
  return (
    <CardGrid label={t('title')}>
      {shown.map((pipeline) => (
        <ResourceCard
          key={pipeline.uuid}
          name={pipeline.name}
          emoji={pipeline.emoji}
          icon={IconMessageChatbot}
          description={pipeline.description}
          link={
            <TextLink to="/pipelines/$uuid" params={{ uuid: pipeline.uuid }}>
              {pipeline.name}
            </TextLink>
          }
          facts={
            <>
              {pipeline.is_default && <StatusBadge tone="good">{t('default')}</StatusBadge>}
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {modelOf(pipeline) || t('defaultModel')}
              </Text>
            </>
          }
          actions={
            mayEdit && (
              <>
                <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copy.mutate(pipeline.uuid)}>
                  {t('copy')}
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => onRemove(pipeline)}>
                  {t('remove.action')}
                </Menu.Item>
              </>
            )
          }
        />
      ))}
    </CardGrid>
  );
}
