import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { Page } from '../../../ui/Page.js';
import { PageTabs } from '../../../ui/PageTabs.js';
import { SideDrawer } from '../../../ui/SideDrawer.js';
import { LimitsPart } from '../../limits/LimitsPart.js';
import { AllTenants } from './AllTenants.js';
import { CreateTenantDialog } from './CreateTenantDialog.js';
import { MembersDrawer } from './MembersDrawer.js';
import { MyTenants } from './MyTenants.js';
import { RenameTenantDialog } from './RenameTenantDialog.js';
import type { OpenTenant } from './tenant.js';
import { TABS } from './tenants-search.js';

const route = getRouteApi('/shell/tenants');
const PANELS = { mine: MyTenants, all: AllTenants };

type Open = { dialog: 'create' } | { dialog: 'members' | 'rename' | 'limits'; tenant: OpenTenant };

export function TenantsPage() {
  const { t } = useTranslation('tenants');
  const me = useMe();
  const { tab = 'mine' } = route.useSearch();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const deeds = {
    onMembers: (tenant: OpenTenant) => setOpen({ dialog: 'members', tenant }),
    onRename: (tenant: OpenTenant) => setOpen({ dialog: 'rename', tenant }),
    onLimits: (tenant: OpenTenant) => setOpen({ dialog: 'limits', tenant }),
  };
  const isAdministrator = may(me, 'instance-admin');

  return (
    <Page
      title={t('title')}
      hint={t('hint')}
      actions={
        isAdministrator && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ dialog: 'create' })}>
            {t('create')}
          </Button>
        )
      }
    >
      {isAdministrator ? (
        <PageTabs
          label={t('title')}
          value={tab}
          onChange={(next) => void navigate({ search: { tab: next === 'all' ? 'all' : undefined }, replace: true })}
          tabs={TABS.map((name) => {
            const Panel = PANELS[name];
            return { name, title: t(`tabs.${name}`), panel: <Panel {...deeds} /> };
          })}
        />
      ) : (
        <MyTenants {...deeds} />
      )}
      {open?.dialog === 'create' && <CreateTenantDialog onClose={close} />}
      {open?.dialog === 'rename' && <RenameTenantDialog tenant={open.tenant} onClose={close} />}
      {open?.dialog === 'members' && <MembersDrawer tenant={open.tenant} onClose={close} />}
      {open?.dialog === 'limits' && (
        <SideDrawer title={t('limitsOf', { name: open.tenant.name })} onClose={close}>
          <LimitsPart subject={{ keyId: null, tenantId: open.tenant.id }} mayChange />
        </SideDrawer>
      )}
    </Page>
  );
}
