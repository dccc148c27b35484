import { Anchor, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { Page } from '../../../ui/Page.js';
import { PageTabs } from '../../../ui/PageTabs.js';
import { Problem } from '../../../ui/Problem.js';
import { credentialQuery, type Credential } from '../models-queries.js';
import { PROVIDER_TABS, type ProviderTab } from '../models-search.js';
import { ConnectionPanel } from './ConnectionPanel.js';
import { ModelsPanel } from './ModelsPanel.js';
import { RemoveProvider } from './RemoveProvider.js';
import { SharingPanel } from './SharingPanel.js';

const route = getRouteApi('/shell/providers/$id');

/** One credential: what it opens, what opens it, and who else may use it. */
export function ProviderPage() {
  const { t } = useTranslation('models');
  const { id } = route.useParams();
  const credential = useQuery(credentialQuery(id));
  const back = (
    <Anchor component={Link} to="/providers">
      {t('connect.back')}
    </Anchor>
  );
  if (credential.error) {
    return (
      <Page title={t('providers.title')} actions={back}>
        <Problem error={credential.error} onRetry={() => void credential.refetch()} />
      </Page>
    );
  }
  if (!credential.data) {
    return (
      <Page title={t('provider.loading')} actions={back}>
        <Stack>
          <Skeleton h={40} maw={360} />
          <Skeleton h={320} />
        </Stack>
      </Page>
    );
  }
  return <Shown credential={credential.data} key={id} />;
}

function Shown({ credential }: { credential: Credential }) {
  const { t } = useTranslation('models');
  const { tab = 'models' } = route.useSearch();
  const navigate = route.useNavigate();
  const mayChange = may(useMe(), 'tenant-manager');
  const [isRemoving, setRemoving] = useState(false);
  const panels: Record<ProviderTab, typeof ModelsPanel> = {
    models: ModelsPanel,
    connection: ConnectionPanel,
    sharing: SharingPanel,
  };

  return (
    <Page
      title={credential.label}
      hint={credential.label === credential.factory ? undefined : credential.factory}
      actions={
        <Group gap="md">
          <Anchor component={Link} to="/providers">
            {t('connect.back')}
          </Anchor>
          {mayChange && (
            <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setRemoving(true)}>
              {t('provider.remove')}
            </Button>
          )}
        </Group>
      }
    >
      <PageTabs
        label={t('provider.parts')}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={PROVIDER_TABS.map((name) => {
          const Panel = panels[name];
          const panel = <Panel credential={credential} mayChange={mayChange} />;
          return { name, title: t(`provider.tabs.${name}`), panel };
        })}
      />
      <RemoveProvider credential={credential} isOpen={isRemoving} onClose={() => setRemoving(false)} />
    </Page>
  );
}
