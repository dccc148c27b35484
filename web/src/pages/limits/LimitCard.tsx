import { ActionIcon, Group, List, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/When.js';
import { RATES } from './limit-form.js';
import type { Budget, Limit } from './limit-list.js';

interface Props {
  limit: Limit;
  /** None for those who may only look. */
  deeds: { onChange: () => void; onRemove: () => void } | null;
}

/** One limit, and how its budgets stand. */
export function LimitCard({ limit, deeds }: Props) {
  const { t, i18n } = useTranslation('limits');
  const number = new Intl.NumberFormat(i18n.language);
  const name = limit.model ?? t('allModels');
  const rates = RATES.flatMap((rate) => {
    const most = limit[rate];
    return most === null ? [] : [{ rate, text: `${t(`rates.${rate}`)}: ${number.format(most)}` }];
  });
  return (
    <Paper component="li" withBorder p="md" radius="md">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          {deeds && (
            <Group gap={4} wrap="nowrap">
              <ActionIcon variant="subtle" color="gray" aria-label={t('changeOf', { name })} onClick={deeds.onChange}>
                <IconPencil size={18} />
              </ActionIcon>
              <ActionIcon variant="subtle" color="gray" aria-label={t('removeOf', { name })} onClick={deeds.onRemove}>
                <IconTrash size={18} />
              </ActionIcon>
            </Group>
          )}
        </Group>
        {rates.length > 0 && (
          <List size="sm">
            {rates.map(({ rate, text }) => (
              <List.Item key={rate}>{text}</List.Item>
            ))}
          </List>
        )}
        {limit.budgets.map((budget) => (
          <BudgetStand key={budget.id} budget={budget} />
        ))}
        <Text size="xs" c="dimmed">
          {limit.unknown_spend === 'allow' ? t('unknown.allow') : t('unknown.deny')}
        </Text>
        {limit.alert_url !== null && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t('toldTo', { url: limit.alert_url })}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function BudgetStand({ budget }: { budget: Budget }) {
  const { t, i18n } = useTranslation('limits');
  const { unit, amount, period, spent, reserved, window_end, alert_at_percent } = budget;
  const format = new Intl.NumberFormat(
    i18n.language,
    unit === 'usd'
      ? { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 6 }
      : {},
  );
  const name = t('budgetOf', { unit: t(`units.${unit}`), period: t(`periods.${period}`) });
  const share = amount === 0 ? 100 : Math.min(100, (spent / amount) * 100);
  const held = amount === 0 ? 0 : Math.min(100 - share, (reserved / amount) * 100);
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="sm">{t('spentOf', { spent: format.format(spent), amount: format.format(amount) })}</Text>
      </Group>
      <Progress.Root mt={4}>
        <Progress.Section value={share} color={share >= 100 ? 'red' : 'latch'} aria-label={name} />
        <Progress.Section value={held} color="gray" aria-label={t('reserved')} />
      </Progress.Root>
      <Text size="xs" c="dimmed" mt={4}>
        {t('reservedNow', { amount: format.format(reserved) })} · {t('beginsAnew')} <When at={window_end} />
        {alert_at_percent.length > 0 &&
          ` · ${t('alertsAt', { shares: alert_at_percent.map((one) => `${one}%`).join(', ') })}`}
      </Text>
    </div>
  );
}
