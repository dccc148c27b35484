import { Group, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { DialogForm } from '../parts/DialogForm.js';
import { ModelSelect } from '../parts/ModelSelect.js';
import { useModelWithoutDefault } from '../parts/use-model-without-default.js';

const EMPTY = { name: '', description: '', emoji: '', model: '' };

/** Makes a pipeline of the default settings, and goes to them. */
export function PipelineDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('pipelines');
  const navigate = useNavigate();
  const form = useForm({ initialValues: EMPTY });
  const offered = useModelWithoutDefault('chat');
  const create = useSave({
    save: ({ model, ...body }: typeof EMPTY) => {
      const config = { ai: { 'local-agent': { model: { primary: model || offered, fallbacks: [] } } } };
      return read(api.POST('/api/v1/pipelines', { body: { ...body, config } }));
    },
    refresh: [['pipelines']],
    form,
    onSaved: ({ uuid }) => {
      onClose();
      void navigate({ to: '/pipelines/$uuid', params: { uuid } });
    },
  });

  return (
    <DialogForm
      title={t('create')}
      action={t('create')}
      isBusy={create.isPending}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      onClose={onClose}
    >
      <Group align="flex-start" wrap="nowrap">
        <TextInput label={t('fields.emoji')} w={80} maxLength={32} {...form.getInputProps('emoji')} />
        <TextInput
          label={t('fields.name')}
          required
          data-autofocus
          style={{ flex: 1 }}
          {...form.getInputProps('name')}
        />
      </Group>
      <Textarea label={t('fields.description')} autosize minRows={2} {...form.getInputProps('description')} />
      <ModelSelect
        label={t('fields.model')}
        description={t('fields.modelHint')}
        types={['chat', 'image2text']}
        placeholder={t('defaultModel')}
        value={form.values.model || offered}
        onChange={(model) => form.setFieldValue('model', model)}
        error={form.errors['config.ai.local-agent.model']}
      />
    </DialogForm>
  );
}
