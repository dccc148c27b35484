import { Button, Group, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { When } from '../../../ui/When.js';
import type { Check } from '../connect/use-verification.js';
import type { Credential } from '../models-queries.js';
import { VerificationResults } from '../VerificationResults.js';
import { Verdict } from '../Verdict.js';

interface Props {
  credential: Credential;
  mayVerify: boolean;
}

/** What the provider said when it was last asked. */
export function StoredVerification({ credential: { id, verification }, mayVerify }: Props) {
  const { t } = useTranslation('models');
  const verify = useSave({
    save: () => read(api.POST('/api/v1/credentials/{id}/verify', { params: { path: { id } } })),
    refresh: [['credentials']],
  });
  const checks: Check[] = (verification?.results ?? []).map((result) => ({ type: result.type, result }));

  return (
    <>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={2} size="h4">
            {t('verification.title')}
          </Title>
          <Verdict verdict={verification?.verdict ?? null} />
        </Group>
        {mayVerify && (
          <Button
            variant="default"
            size="sm"
            leftSection={<IconRefresh size={16} />}
            loading={verify.isPending}
            onClick={() => verify.mutate(undefined)}
          >
            {t('verification.again')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {verification ? (
          <>
            {t('connected.checked')} <When at={verification.checked_at} />
          </>
        ) : (
          t('verification.never')
        )}
      </Text>
      <VerificationResults checks={checks} label={t('verification.title')} />
    </>
  );
}
