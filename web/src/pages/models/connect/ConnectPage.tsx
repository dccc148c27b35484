import { Alert, Anchor, Skeleton } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { Page } from '../../../ui/Page.js';
import { Problem } from '../../../ui/Problem.js';
import { factoryQuery } from '../models-queries.js';
import { ConnectForm } from './ConnectForm.js';

const route = getRouteApi('/shell/providers/connect/$factory');

export function ConnectPage() {
  const { t } = useTranslation('models');
  const { factory: name } = route.useParams();
  const mayConnect = may(useMe(), 'tenant-manager');
  const factory = useQuery(factoryQuery(name));
  const back = (
    <Anchor component={Link} to="/providers">
      {t('connect.back')}
    </Anchor>
  );

  return (
    <Page title={t('connect.title', { factory: name })} hint={t('connect.hint')} actions={back}>
      {!mayConnect ? (
        <Alert color="gray" icon={<IconLock />} title={t('readOnly.title')}>
          {t('readOnly.hint')}
        </Alert>
      ) : factory.error ? (
        <Problem error={factory.error} onRetry={() => void factory.refetch()} />
      ) : !factory.data ? (
        <Skeleton h={360} maw={640} />
      ) : factory.data.available ? (
        <ConnectForm key={name} factory={factory.data} />
      ) : (
        <Alert color="yellow" title={t('gallery.unavailable')}>
          {factory.data.unavailable_reason}
        </Alert>
      )}
    </Page>
  );
}
