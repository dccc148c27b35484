import { Menu, Paper, Text } from '@mantine/core';
import { IconCopy, IconMessageChatbot, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { EmptyState } from '../../../ui/EmptyState.js';
import { StatusBadge } from '../../../ui/StatusBadge.js';
import { useSave } from '../../../ui/use-save.js';
import { CardGrid, CardSkeletons } from '../parts/CardGrid.js';
import { matching } from '../parts/list-search.js';
import { Loaded } from '../parts/Loaded.js';
import { ResourceCard } from '../parts/ResourceCard.js';
import { ResourceList } from '../parts/ResourceList.js';
import { TextLink } from '../parts/TextLink.js';
import { useMay } from '../parts/use-may.js';
import { modelOf } from './pipeline-config.js';
import { PipelineDialog } from './PipelineDialog.js';
import { pipelinesQuery, type Pipeline } from './queries.js';
import { RemovePipeline } from './RemovePipeline.js';

const route = getRouteApi('/shell/pipelines');

export function PipelinesPage() {
  const { t } = useTranslation('pipelines');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const [leaving, setLeaving] = useState<Pipeline | null>(null);
  const list = useQuery(pipelinesQuery);

  return (
    <ResourceList
      title={t('title')}
      hint={t('hint')}
      search={search}
      onSearch={(text) => void navigate({ search: { search: text }, replace: true })}
      createLabel={t('create')}
      dialog={(close) => <PipelineDialog onClose={close} />}
    >
      {(create) => (
        <>
          <Loaded query={list} skeleton={<CardSkeletons />}>
            {(all) => <Cards all={all} search={search} create={create} onRemove={setLeaving} />}
          </Loaded>
          {leaving && <RemovePipeline pipeline={leaving} onClose={() => setLeaving(null)} />}
        </>
      )}
    </ResourceList>
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
  if (shown.length === 0)
    return (
      <Paper className="surface">
        {all.length === 0 ? (
          <EmptyState icon={IconMessageChatbot} title={t('none.title')} hint={t('none.hint')} action={create} />
        ) : (
          <EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />
        )}
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
