import { Button, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError, isOffline } from '../api/api-error.js';
import { wordsOf } from './words-of.js';

/** In place of what could not be loaded. */
export function Problem({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const isForbidden = error instanceof ApiError && error.status === 403;
  const Sign = isForbidden ? IconLock : isOffline(error) ? IconWifiOff : IconAlertTriangle;
  const title = isForbidden ? 'forbidden' : isOffline(error) ? 'unreachableTitle' : 'failed';
  return (
    <Stack align="center" gap="xs" py={64} role="alert">
      <ThemeIcon size={56} radius="xl" variant="light" color={isForbidden ? 'gray' : 'red'}>
        <Sign size={28} />
      </ThemeIcon>
      <Title order={2} size="h3">
        {t(`errors.${title}`)}
      </Title>
      <Text c="dimmed" ta="center" maw={480}>
        {wordsOf(t, error)}
      </Text>
      {onRetry && (
        <Button mt="sm" variant="default" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </Stack>
  );
}
