import { Chip, Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/EmptyState.js';
import { Problem } from '../../../ui/Problem.js';
import { SearchField } from '../../../ui/SearchField.js';
import { MODEL_TYPES, type ModelType } from '../model-types.js';
import { factoriesQuery, type Factory } from '../models-queries.js';
import { FactoryCard } from './FactoryCard.js';

const route = getRouteApi('/shell/providers');
const ALL = 'all';
const COLUMNS = { base: 1, xs: 2, md: 3, lg: 4 };
const SKELETONS = 8;

/** Every provider that could be connected. */
export function Gallery({ mayConnect }: { mayConnect: boolean }) {
  const { t } = useTranslation('models');
  const { search, type } = route.useSearch();
  const navigate = route.useNavigate();
  const heading = useId();
  const factories = useQuery(factoriesQuery);
  const filter = (value: string): void => {
    const chosen = MODEL_TYPES.find((name) => name === value);
    void navigate({ search: (now) => ({ ...now, type: chosen }), replace: true });
  };
  const found = factories.data && matching(factories.data, search ?? '', type);

  return (
    <Stack component="section" aria-labelledby={heading}>
      <Title order={2} size="h3" id={heading}>
        {t('gallery.title')}
      </Title>
      <SearchField
        label={t('gallery.search')}
        value={search}
        onSearch={(text) => void navigate({ search: (now) => ({ ...now, search: text }), replace: true })}
        width={420}
      />
      <Group gap="xs" role="radiogroup" aria-label={t('gallery.filter')}>
        <Chip.Group value={type ?? ALL} onChange={filter}>
          {[ALL, ...MODEL_TYPES].map((name) => (
            <Chip key={name} value={name} size="sm">
              {t(`types.${name}`)}
            </Chip>
          ))}
        </Chip.Group>
      </Group>
      {factories.error ? (
        <Problem error={factories.error} onRetry={() => void factories.refetch()} />
      ) : !found ? (
        <SimpleGrid cols={COLUMNS}>
          {Array.from({ length: SKELETONS }, (_none, index) => (
            <Skeleton key={index} h={116} />
          ))}
        </SimpleGrid>
      ) : (
        <>
          <Text size="sm" c="dimmed" role="status">
            {t('gallery.found', { count: found.length })}
          </Text>
          {found.length === 0 ? (
            <EmptyState icon={IconSearch} title={t('gallery.none')} hint={t('gallery.noneHint')} />
          ) : (
            <SimpleGrid component="ul" cols={COLUMNS} p={0} m={0} style={{ listStyle: 'none' }}>
              {found.map((factory) => (
                <FactoryCard key={factory.name} factory={factory} mayConnect={mayConnect} />
              ))}
            </SimpleGrid>
          )}
        </>
      )}
    </Stack>
  );
}

/** Those that can be called come first; else it is the catalog's order. */
function matching(factories: readonly Factory[], search: string, type: ModelType | undefined): Factory[] {
  const wanted = search.trim().toLowerCase();
  return factories
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .filter(({ model_types }) => type === undefined || model_types.includes(type))
    .sort((one, other) => Number(other.available) - Number(one.available));
}
