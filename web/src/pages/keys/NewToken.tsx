import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { gatewayModelsQuery } from '../../api/gateway.js';
import { clientExamples } from '../../ui/client-examples.js';
import { CodeExamples, CodeText } from '../../ui/CodeExamples.js';

interface Props {
  token: string;
  onDone: () => void;
  children?: ReactNode;
}

/** A token, the one time that it is shown, and a first call with it. */
export function NewToken({ token, onDone, children }: Props) {
  const { t } = useTranslation('keys');
  const models = useQuery(gatewayModelsQuery);
  const model = models.data?.find(({ type }) => type === 'chat')?.id ?? 'default';
  return (
    <Stack>
      <Alert color="latch" title={t('once.title')}>
        {t('once.hint')}
      </Alert>
      <CodeText text={token} />
      {children && <Text>{children}</Text>}
      <Title order={3} size="h5">
        {t('once.tryIt')}
      </Title>
      <CodeExamples examples={clientExamples(model, token)} />
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('once.done')}</Button>
      </Group>
    </Stack>
  );
}
