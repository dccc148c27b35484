import { Group, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Copy } from '../../../ui/Copy.js';
import type { RunningBot } from './queries.js';

/** Takes signed messages, without calling that a webhook. */
const SIGNED = 'http_bot';

/** Where the bot's platform is to send what people say. */
export function IngressAddress({ bot }: { bot: RunningBot }) {
  const { t } = useTranslation('bots');
  const { webhook_full_url, webhook_url } = bot.adapter_runtime_values;
  const path = webhook_url ?? (bot.adapter === SIGNED ? `/bots/${bot.uuid}` : null);
  const address = webhook_full_url ?? (path && new URL(path, location.origin).href);
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
