import { Button, Group } from '@mantine/core';
import { IconChartBar, IconKey, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/EmptyState.js';
import { Page } from '../../ui/Page.js';
import { Problem } from '../../ui/Problem.js';
import { Charts } from './Charts.js';
import { Narrowed } from './Narrowed.js';
import { Totals } from './Totals.js';
import { totalQuery } from './usage-queries.js';
import { rangeOf } from './usage-range.js';
import type { UsageSearch } from './usage-search.js';
import { UsageFilters } from './UsageFilters.js';
import { UsageTabs } from './UsageTabs.js';

const route = getRouteApi('/shell/usage');

export function UsagePage() {
  const { t } = useTranslation('usage');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [now] = useState(() => new Date());
  const range = rangeOf(search, now);
  const total = useQuery(totalQuery(search, range));
  // Each step has its place in the history: the way back leads through them.
  const change = (step: UsageSearch): void => void navigate({ search: (former) => ({ ...former, ...step }) });
  const { key, user, model, tenant } = search;
  const isNarrowed = [key, user, model, tenant].some((one) => one !== undefined);
  const isUnused = total.data !== undefined && (total.data === null || total.data.requests === 0);

  return (
    <Page title={t('title')} hint={t('hint')}>
      <UsageFilters value={search} onChange={change} />
      <Narrowed search={search} range={range} onChange={change} />
      {total.error && !total.data ? (
        <Problem error={total.error} onRetry={() => void total.refetch()} />
      ) : isUnused ? (
        <Unused isNarrowed={isNarrowed} />
      ) : (
        <>
          <Totals total={total.data ?? null} />
          <Charts search={search} range={range} />
          <UsageTabs search={search} range={range} onChange={change} />
        </>
      )}
    </Page>
  );
}

function Unused({ isNarrowed }: { isNarrowed: boolean }) {
  const { t } = useTranslation('usage');
  if (isNarrowed) return <EmptyState icon={IconChartBar} title={t('none.found')} hint={t('none.foundHint')} />;
  return (
    <EmptyState
      icon={IconChartBar}
      title={t('none.title')}
      hint={t('none.hint')}
      action={
        <Group mt="sm">
          <Button component={Link} to="/playground" leftSection={<IconPlayerPlay size={16} />}>
            {t('none.tryIt')}
          </Button>
          <Button component={Link} to="/keys" variant="default" leftSection={<IconKey size={16} />}>
            {t('none.makeKey')}
          </Button>
        </Group>
      }
    />
  );
}
