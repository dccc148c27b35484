import { Group, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Copy } from '../../../ui/Copy.js';
import type { RunningBot } from './queries.js';

/** Where the bot's platform is to send what people say. */
export function IngressAddress({ runtime }: { runtime: RunningBot['adapter_runtime_values'] }) {
  const { t } = useTranslation('bots');
  const { webhook_full_url, webhook_url } = runtime;
  const address = webhook_full_url ?? (webhook_url && new URL(webhook_url, location.origin).href);
  if (!address) return null;
  return (
    <Paper className="surface" p="md">
      <Text size="sm" fw={600}>
        {t('ingress.title')}
      </Text>
      <Group wrap="nowrap" gap="xs" justify="space-between">
        <Text className="code">{address}</Text>
        <Copy text={address} />
      </Group>
    </Paper>
  );
}
