import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { Page } from '../../../ui/Page.js';
import { Connected } from './Connected.js';
import { Gallery } from './Gallery.js';

/** What is connected, and what could be. */
export function ProvidersPage() {
  const { t } = useTranslation('models');
  const mayConnect = may(useMe(), 'tenant-manager');
  return (
    <Page title={t('providers.title')} hint={t('providers.hint')}>
      {!mayConnect && (
        <Alert color="gray" icon={<IconLock />} title={t('readOnly.title')}>
          {t('readOnly.hint')}
        </Alert>
      )}
      <Connected />
      <Gallery mayConnect={mayConnect} />
    </Page>
  );
}
