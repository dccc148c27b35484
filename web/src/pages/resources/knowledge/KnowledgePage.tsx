import { Button, Menu, Paper, Text } from '@mantine/core';
import { IconBook2, IconPlus, IconSearch, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Page } from '../../../ui/Page.js';
import { SearchField } from '../../../ui/SearchField.js';
import { CardGrid, CardSkeletons } from '../parts/CardGrid.js';
import { matching } from '../parts/list-search.js';
import { Loaded } from '../parts/Loaded.js';
import { ReadOnlyNotice } from '../parts/ReadOnlyNotice.js';
import { ResourceCard } from '../parts/ResourceCard.js';
import { TextLink } from '../parts/TextLink.js';
import { useMay } from '../parts/use-may.js';
import { BaseDialog } from './BaseDialog.js';
import { basesQuery, type Base } from './queries.js';
import { RemoveBase } from './RemoveBase.js';

const route = getRouteApi('/shell/knowledge');

export function KnowledgePage() {
  const { t } = useTranslation('knowledge');
  const { t: tShared } = useTranslation('resources');
  const { search } = route.useSearch();
  const navigate = route.useNavigate();
  const { mayEdit } = useMay();
  const [isCreating, setCreating] = useState(false);
  const [leaving, setLeaving] = useState<Base | null>(null);
  const list = useQuery(basesQuery);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );
  const cardsOf = (all: readonly Base[]) => {
    const shown = matching(all, search);
    if (all.length === 0)
      return (
        <Paper className="surface">
          <EmptyState icon={IconBook2} title={t('none.title')} hint={t('none.hint')} action={create} />
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
        {shown.map((base) => (
          <BaseCard key={base.uuid} base={base} onRemove={() => setLeaving(base)} />
        ))}
      </CardGrid>
    );
  };

  return (
    <Page title={t('title')} hint={t('hint')} actions={create}>
      <ReadOnlyNotice />
      <SearchField
        label={tShared('search')}
        value={search}
        onSearch={(text) => void navigate({ search: { search: text }, replace: true })}
      />
      <Loaded query={list} skeleton={<CardSkeletons />}>
        {cardsOf}
      </Loaded>
      {isCreating && <BaseDialog onClose={() => setCreating(false)} />}
      {leaving && <RemoveBase base={leaving} onClose={() => setLeaving(null)} />}
    </Page>
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
