import { ActionIcon, Group, NumberInput, Select, TagsInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PERIODS, UNITS } from './limit-form.js';
import type { LimitForm } from './LimitDialog.js';

/** How much of what may be used, until when, and when to tell. */
export function BudgetFields({ form, index }: { form: LimitForm; index: number }) {
  const { t } = useTranslation('limits');
  const field = (name: string): string => `budgets.${index}.${name}`;
  const { unit } = form.values.budgets[index] ?? {};
  return (
    <Group gap="xs" align="flex-end" role="group" aria-label={t('budgetNumber', { number: index + 1 })}>
      <NumberInput
        label={t('fields.amount')}
        min={0}
        decimalScale={unit === 'usd' ? 6 : 0}
        thousandSeparator
        w={120}
        {...form.getInputProps(field('amount'))}
      />
      <Select
        label={t('fields.unit')}
        data={UNITS.map((one) => ({ value: one, label: t(`units.${one}`) }))}
        allowDeselect={false}
        w={120}
        {...form.getInputProps(field('unit'))}
      />
      <Select
        label={t('fields.period')}
        data={PERIODS.map((one) => ({ value: one, label: t(`periods.${one}`) }))}
        allowDeselect={false}
        w={120}
        {...form.getInputProps(field('period'))}
      />
      <TagsInput
        label={t('fields.alerts')}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        style={{ flex: '1 1 130px' }}
        {...form.getInputProps(field('alert_at_percent'))}
        error={alertErrorOf(form, field('alert_at_percent'))}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('removeBudget', { number: index + 1 })}
        onClick={() => form.removeListItem('budgets', index)}
      >
        <IconTrash size={18} />
      </ActionIcon>
    </Group>
  );
}

/** The server may name a part of the list by its place. */
function alertErrorOf({ errors }: LimitForm, field: string): string | undefined {
  const found = Object.entries(errors).find(([name]) => name === field || name.startsWith(`${field}.`));
  return found && typeof found[1] === 'string' ? found[1] : undefined;
}
