import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { Page } from '../../../ui/Page.js';
import { InstanceDefaults } from './InstanceDefaults.js';
import { TenantDefaults } from './TenantDefaults.js';

const route = getRouteApi('/shell/defaults');

/** Which models are used where none is named. */
export function DefaultsPage() {
  const { t } = useTranslation('models');
  const { of } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdministrator = may(useMe(), 'instance-admin');
  return (
    <Page title={t('defaults.title')} hint={t('defaults.hint')}>
      {isAdministrator ? (
        <Tabs
          value={of ?? 'tenant'}
          onChange={(next) => void navigate({ search: next === 'instance' ? { of: next } : {}, replace: true })}
          keepMounted={false}
        >
          <Tabs.List mb="lg" aria-label={t('defaults.title')}>
            <Tabs.Tab value="tenant">{t('defaults.tabs.tenant')}</Tabs.Tab>
            <Tabs.Tab value="instance">{t('defaults.tabs.instance')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="tenant">
            <TenantDefaults />
          </Tabs.Panel>
          <Tabs.Panel value="instance">
            <InstanceDefaults />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <TenantDefaults />
      )}
    </Page>
  );
}
