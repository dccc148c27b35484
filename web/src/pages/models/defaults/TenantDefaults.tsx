import { Alert } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { may } from '../../../shell/access.js';
import { useMe } from '../../../shell/me.js';
import { Problem } from '../../../ui/Problem.js';
import { tenantDefaultsQuery } from '../models-queries.js';
import { useChoices } from './use-choices.js';
import { DefaultsForm, DefaultsSkeleton } from './DefaultsForm.js';

export function TenantDefaults() {
  const { t } = useTranslation('models');
  const mayChange = may(useMe(), 'tenant-manager');
  const defaults = useQuery(tenantDefaultsQuery);
  const choices = useChoices();
  const error = defaults.error ?? choices.error;
  if (error) {
    return <Problem error={error} onRetry={() => void Promise.all([defaults.refetch(), choices.retry()])} />;
  }
  if (!defaults.data || !choices.factories) return <DefaultsSkeleton />;
  return (
    <>
      {!mayChange && (
        <Alert color="gray" icon={<IconLock />} title={t('readOnly.title')}>
          {t('readOnly.hint')}
        </Alert>
      )}
      <DefaultsForm
        key={JSON.stringify(defaults.data.own)}
        chosen={defaults.data.own}
        fallback={defaults.data.used}
        factories={choices.factories}
        catalogs={choices.catalogs}
        isReadOnly={!mayChange}
        save={(body) => read(api.POST('/api/v1/models/default', { body }))}
      />
    </>
  );
}
