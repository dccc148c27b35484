import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { Problem } from '../../../ui/Problem.js';
import { instanceDefaultsQuery } from '../models-queries.js';
import { useChoices } from './use-choices.js';
import { DefaultsForm, DefaultsSkeleton } from './DefaultsForm.js';

/** For every tenant that leaves a slot empty and may use the model. */
export function InstanceDefaults() {
  const { t } = useTranslation('models');
  const defaults = useQuery(instanceDefaultsQuery);
  const choices = useChoices();
  const error = defaults.error ?? choices.error;
  if (error) {
    return <Problem error={error} onRetry={() => void Promise.all([defaults.refetch(), choices.retry()])} />;
  }
  if (!defaults.data || !choices.factories) return <DefaultsSkeleton />;
  return (
    <Stack>
      <Text c="dimmed" maw={720}>
        {t('defaults.instanceHint')}
      </Text>
      <DefaultsForm
        key={JSON.stringify(defaults.data)}
        chosen={defaults.data}
        factories={choices.factories}
        catalogs={choices.catalogs}
        save={(body) => read(api.POST('/api/v1/instance/defaults', { body }))}
      />
    </Stack>
  );
}
