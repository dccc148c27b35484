import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../ui/PageTabs.js';
import { Breakdown } from './Breakdown.js';
import { Requests } from './Requests.js';
import type { UsageRange } from './usage-range.js';
import { ALL_TENANTS, TABS, type Tab, type UsageSearch } from './usage-search.js';

export interface PanelProps {
  search: UsageSearch;
  range: UsageRange;
  onChange: (change: UsageSearch) => void;
}

/** Who used what, and each single request. */
export function UsageTabs({ search, range, onChange }: PanelProps) {
  const { t } = useTranslation('usage');
  const isAllTenants = search.tenant === ALL_TENANTS;
  // Single requests are told of one tenant at a time.
  const tabs = TABS.filter((tab) => tab !== (isAllTenants ? 'requests' : 'tenant'));
  const [first = 'model'] = tabs;
  const tab: Tab = search.tab !== undefined && tabs.includes(search.tab) ? search.tab : first;
  return (
    <PageTabs
      label={t('tabs.label')}
      value={tab}
      onChange={(next) => onChange({ tab: next })}
      tabs={tabs.map((name) => ({
        name,
        title: t(`tabs.${name}`),
        panel: (
          <Stack>
            {name === 'requests' ? (
              <Requests {...{ search, range, onChange }} />
            ) : (
              <Breakdown key={name} subject={name} {...{ search, range, onChange }} />
            )}
          </Stack>
        ),
      }))}
    />
  );
}
