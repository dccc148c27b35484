import { NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import { MODEL_TYPES, type ModelType } from '../model-types.js';
import { MODEL_LISTS } from '../models-queries.js';

interface Props {
  credentialId: string;
  /** What the factory serves. */
  types: readonly ModelType[];
  onClose: () => void;
}

interface Values {
  name: string;
  type: ModelType;
  max_tokens: number | string;
}

export function AddModelDialog({ credentialId, types, onClose }: Props) {
  const { t } = useTranslation('models');
  const offered = MODEL_TYPES.filter((type) => types.includes(type));
  const form = useForm<Values>({ initialValues: { name: '', type: offered[0] ?? 'chat', max_tokens: '' } });
  const add = useSave({
    save: ({ name, type, max_tokens }: Values) =>
      read(
        api.POST('/api/v1/credentials/{id}/models', {
          params: { path: { id: credentialId } },
          body: { name, type, max_tokens: typeof max_tokens === 'number' ? max_tokens : null },
        }),
      ),
    refresh: MODEL_LISTS,
    done: t('addModel.done'),
    form,
    onSaved: onClose,
  });

  return (
    <FormDialog onClose={onClose} title={t('addModel.title')}>
      <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <Stack>
          <TextInput
            label={t('addModel.name')}
            description={t('addModel.nameHint')}
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <Select
            label={t('models.columns.type')}
            data={offered.map((type) => ({ value: type, label: t(`types.${type}`) }))}
            allowDeselect={false}
            {...form.getInputProps('type')}
          />
          <NumberInput
            label={t('models.columns.context')}
            description={t('addModel.contextHint')}
            min={1}
            allowDecimal={false}
            thousandSeparator=","
            {...form.getInputProps('max_tokens')}
          />
          <FormButtons action={t('addModel.action')} isBusy={add.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
