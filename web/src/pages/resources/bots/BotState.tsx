import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { StatusBadge, type Tone } from '../../../ui/StatusBadge.js';
import { botQuery, type Bot, type RunningBot } from './queries.js';

type Status = RunningBot['adapter_runtime_values']['status'];
const TONES: Record<Status, Tone> = { running: 'good', starting: 'warning', stopped: 'neutral', error: 'bad' };

export function BotBadge({ status }: { status: Status }) {
  const { t } = useTranslation('bots');
  return <StatusBadge tone={TONES[status]}>{t(`statuses.${status}`)}</StatusBadge>;
}

/** How a bot of the list fares, which the list itself does not say. */
export function BotState({ bot: { uuid, enable } }: { bot: Bot }) {
  const { data } = useQuery({ ...botQuery(uuid), enabled: enable });
  if (!enable) return <BotBadge status="stopped" />;
  if (!data) return <Skeleton h={20} w={80} />;
  const { status, last_error } = data.adapter_runtime_values;
  return (
    <Stack gap={4} align="flex-start">
      <BotBadge status={status} />
      {status === 'error' && last_error && (
        <Text size="sm" c="dimmed" lineClamp={2} maw={320}>
          {last_error}
        </Text>
      )}
    </Stack>
  );
}
