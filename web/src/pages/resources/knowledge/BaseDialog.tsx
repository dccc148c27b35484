import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { DialogForm } from '../parts/DialogForm.js';
import { useModelWithoutDefault } from '../parts/use-model-without-default.js';
import { BaseFields, type BaseValues } from './BaseFields.js';

const EMPTY: BaseValues = { name: '', description: '', emoji: '', embedding_model_uuid: '', top_k: 5 };

export function BaseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const form = useForm<BaseValues>({ initialValues: EMPTY });
  const offered = useModelWithoutDefault('embedding');
  const create = useSave({
    save: ({ embedding_model_uuid: chosen, ...body }: BaseValues) =>
      read(api.POST('/api/v1/knowledge/bases', { body: { ...body, embedding_model_uuid: chosen || offered } })),
    refresh: [['knowledge']],
    form,
    onSaved: ({ uuid }) => {
      onClose();
      void navigate({ to: '/knowledge/$uuid', params: { uuid } });
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
      <BaseFields form={form} offeredModel={offered} />
    </DialogForm>
  );
}
