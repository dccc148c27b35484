import { Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import { bodyOf, valuesOf, type Alias, type AliasValues } from './alias-form.js';
import { TargetRows } from './TargetRows.js';

const STRATEGIES = ['ordered', 'weighted'] as const;

interface Props {
  /** None: a new one. */
  alias: Alias | undefined;
  onClose: () => void;
}

export function AliasDialog({ alias, onClose }: Props) {
  const { t } = useTranslation('models');
  const form = useForm<AliasValues>({
    initialValues: valuesOf(alias),
    validate: { targets: { model: (model) => (model === '' ? t('aliases.modelNeeded') : null) } },
  });
  const save = useSave({
    save: (values: AliasValues) =>
      alias
        ? read(
            api.PATCH('/api/v1/aliases/{id}', {
              params: { path: { id: alias.id } },
              body: { ...bodyOf(values), strategy: values.strategy, version: alias.version },
            }),
          )
        : read(api.POST('/api/v1/aliases', { body: bodyOf(values) })),
    refresh: [['aliases'], ['gateway-models']],
    done: t('aliases.done', { name: form.values.name }),
    form,
    onSaved: onClose,
  });

  return (
    <FormDialog
      onClose={onClose}
      title={alias ? t('aliases.edit', { name: alias.name }) : t('aliases.create')}
      size="lg"
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label={t('aliases.columns.name')}
            description={t('aliases.nameHint')}
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <Radio.Group label={t('aliases.columns.strategy')} {...form.getInputProps('strategy')}>
            <Stack gap="sm" mt="xs">
              {STRATEGIES.map((strategy) => (
                <Radio
                  key={strategy}
                  value={strategy}
                  label={t(`aliases.strategies.${strategy}`)}
                  description={t(`aliases.strategyHints.${strategy}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <TargetRows form={form} />
          <FormButtons action={t('save')} isBusy={save.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
