import { Autocomplete, Button, Group, NumberInput, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { gatewayModelsQuery } from '../../api/gateway.js';
import { CodeText } from '../../ui/CodeExamples.js';
import { FormButtons } from '../../ui/FormButtons.js';
import { FormDialog } from '../../ui/FormDialog.js';
import { useSave } from '../../ui/use-save.js';
import { BudgetFields } from './BudgetFields.js';
import { bodyOf, changeOf, NEW_BUDGET, RATES, valuesOf, type LimitValues } from './limit-form.js';
import { LIMIT_LISTS, type Limit, type LimitSubject } from './limit-list.js';

export type LimitForm = UseFormReturnType<LimitValues>;

interface Props {
  subject: LimitSubject;
  /** Null for a new one. */
  limit: Limit | null;
  onClose: () => void;
}

/** Sets or changes a limit; where it brings a secret to sign alerts with, that is shown: here, and nowhere ever again. */
export function LimitDialog({ subject, limit, onClose }: Props) {
  const { t } = useTranslation('limits');
  const { t: tShell } = useTranslation();
  const form = useForm<LimitValues>({
    initialValues: valuesOf(limit),
    validate: { budgets: { amount: (amount) => (amount === '' ? t('rules.amount') : null) } },
  });
  const save = useSave({
    save: (values: LimitValues) =>
      limit === null
        ? read(api.POST('/api/v1/limits', { body: bodyOf(values, subject) }))
        : read(api.PATCH('/api/v1/limits/{id}', { params: { path: { id: limit.id } }, body: changeOf(values, limit) })),
    refresh: LIMIT_LISTS,
    done: tShell('saved'),
    form,
    onSaved: ({ alert_secret }) => {
      if (alert_secret === null) onClose();
    },
  });

  if (save.data?.alert_secret) {
    return (
      <FormDialog title={t('secret.title')} size="lg" onClose={onClose} isSticky>
        <Stack>
          <Text>{t('secret.hint')}</Text>
          <CodeText text={save.data.alert_secret} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('secret.done')}</Button>
          </Group>
        </Stack>
      </FormDialog>
    );
  }
  return (
    <FormDialog title={limit === null ? t('add') : t('change')} size="lg" onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <LimitFields form={form} isNew={limit === null} />
          <FormButtons action={tShell('save')} isBusy={save.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}

function LimitFields({ form, isNew }: { form: LimitForm; isNew: boolean }) {
  const { t } = useTranslation('limits');
  const models = useQuery(gatewayModelsQuery);
  const { budgets } = form.values;
  return (
    <>
      <Autocomplete
        label={t('fields.model')}
        description={t('hints.model')}
        placeholder={t('allModels')}
        data={[...new Set(models.data?.map(({ id }) => id))]}
        disabled={!isNew}
        {...form.getInputProps('model')}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {RATES.map((rate) => (
          <NumberInput
            key={rate}
            label={t(`rates.${rate}`)}
            placeholder={t('unlimited')}
            min={0}
            allowDecimal={false}
            thousandSeparator
            {...form.getInputProps(rate)}
          />
        ))}
      </SimpleGrid>
      <Text fw={600}>{t('budgets')}</Text>
      {budgets.map((_budget, index) => (
        <BudgetFields key={index} form={form} index={index} />
      ))}
      {form.errors['budgets'] && (
        <Text size="sm" c="error" role="alert">
          {form.errors['budgets']}
        </Text>
      )}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => form.insertListItem('budgets', NEW_BUDGET)}
        >
          {t('addBudget')}
        </Button>
      </Group>
      <Switch
        label={t('fields.unknown')}
        description={t('hints.unknown')}
        {...form.getInputProps('is_unknown_allowed', { type: 'checkbox' })}
      />
      <TextInput
        type="url"
        label={t('fields.alertUrl')}
        description={t('hints.alertUrl')}
        placeholder="https://example.com/hooks/budgets"
        maxLength={2048}
        {...form.getInputProps('alert_url')}
      />
    </>
  );
}
