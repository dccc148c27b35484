import { Menu, Paper, Text } from '@mantine/core';
import { IconBook2, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/EmptyState.js';
import { CardGrid, CardSkeletons } from '../parts/CardGrid.js';
import { matching } from '../parts/list-search.js';
import { Loaded } from '../parts/Loaded.js';
import { ResourceCard } from '../parts/ResourceCard.js';
import { ResourceList } from '../parts/ResourceList.js';
import { TextLink } from '../parts/TextLink.js';
import { useMay } from '../parts/use-may.js';
import { BaseDialog } from './BaseDialog.js';
import { basesQuery, type Base } from './queries.js';
import { RemoveBase } from './RemoveBase.js';

const route = getRouteApi('/shell/knowledge');

export function KnowledgePage() {
  const { t } = useTranslation('knowledge');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const [leaving, setLeaving] = useState<Base | null>(null);
  const list = useQuery(basesQuery);
  const cardsOf = (all: readonly Base[], create: ReactNode) => {
    const shown = matching(all, search);
    if (shown.length === 0)
      return (
        <Paper className="surface">
          {all.length === 0 ? (
            <EmptyState icon={IconBook2} title={t('none.title')} hint={t('none.hint')} action={create} />
          ) : (
            <EmptyState icon={IconSearch} title={t('none.found')} hint={t('none.foundHint')} />
          )}
        </Paper>
      );
    return (
      <CardGrid label={t('title')}>
        {shown.map((base) => (
          <BaseCard key={base.uuid} base={base} onRemove={() => setLeaving(base)} />
        ))}
      </CardGrid>
    );
  };

  return (
    <ResourceList
      title={t('title')}
      hint={t('hint')}
      search={search}
      onSearch={(text) => void navigate({ search: { search: text }, replace: true })}
      createLabel={t('create')}
      dialog={(close) => <BaseDialog onClose={close} />}
    >
      {(create) => (
        <>
          <Loaded query={list} skeleton={<CardSkeletons />}>
            {(all) => cardsOf(all, create)}
          </Loaded>
          {leaving && <RemoveBase base={leaving} onClose={() => setLeaving(null)} />}
        </>
      )}
    </ResourceList>
  );
}

function BaseCard({ base, onRemove }: { base: Base; onRemove: () => void }) {
  const { t } = useTranslation('knowledge');
  const { mayEdit } = useMay();
  return (
    <ResourceCard
      name={base.name}
      emoji={base.emoji}
      icon={IconBook2}
      description={base.description}
      link={
        <TextLink to="/knowledge/$uuid" params={{ uuid: base.uuid }}>
          {base.name}
        </TextLink>
      }
      facts={
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {base.embedding_model_uuid || t('defaultModel')}
        </Text>
      }
      actions={
        mayEdit && (
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={onRemove}>
            {t('remove.action')}
          </Menu.Item>
        )
      }
    />
  );
}
