import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from './use-may.js';

/** Why nothing can be changed here, for those who may only look. */
export function ReadOnlyNotice() {
  const { t } = useTranslation('resources');
  const { mayEdit } = useMay();
  if (mayEdit) return null;
  return (
    <Alert color="gray" variant="light" icon={<IconLock size={18} />} className="surface">
      {t('readOnly')}
    </Alert>
  );
}
