import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Tells that nothing can be saved for now; what was loaded stays to be read. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert mb="md" color="yellow" icon={<IconWifiOff />} title={t('offline.title')} role="status">
      {t('offline.hint')}
    </Alert>
  );
}
