import { Alert, Skeleton, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../../ui/Problem.js';
import { factoryQuery } from '../models-queries.js';
import { ConnectionForm } from './ConnectionForm.js';
import type { PanelProps } from './panel.js';
import { StoredVerification } from './StoredVerification.js';

/** What it is called, where it is, what opens it, and whether it does. */
export function ConnectionPanel({ credential, mayChange }: PanelProps) {
  const { t } = useTranslation('models');
  const factory = useQuery(factoryQuery(credential.factory));
  if (factory.error) return <Problem error={factory.error} onRetry={() => void factory.refetch()} />;
  if (!factory.data) return <Skeleton h={320} />;
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      {mayChange ? (
        <ConnectionForm key={credential.updated_at} credential={credential} factory={factory.data} />
      ) : (
        <Alert color="gray" icon={<IconLock />} title={t('readOnly.title')}>
          {t('readOnly.hint')}
        </Alert>
      )}
      <Stack>
        <StoredVerification credential={credential} mayVerify={mayChange} />
      </Stack>
    </SimpleGrid>
  );
}
