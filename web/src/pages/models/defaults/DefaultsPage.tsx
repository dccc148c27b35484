import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { Page } from '../../../ui/Page.js';
import { PageTabs } from '../../../ui/PageTabs.js';
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
        <PageTabs
          label={t('defaults.title')}
          value={of ?? 'tenant'}
          onChange={(next) => void navigate({ search: next === 'instance' ? { of: next } : {}, replace: true })}
          tabs={[
            { name: 'tenant', title: t('defaults.tabs.tenant'), panel: <TenantDefaults /> },
            { name: 'instance', title: t('defaults.tabs.instance'), panel: <InstanceDefaults /> },
          ]}
        />
      ) : (
        <TenantDefaults />
      )}
    </Page>
  );
}
