import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { DialogForm } from '../parts/DialogForm.js';
import { Loaded } from '../parts/Loaded.js';
import { EMPTY, type BotValues } from './bot-form.js';
import { BotFields } from './BotFields.js';
import { adaptersQuery } from './queries.js';

export function BotDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('bots');
  const navigate = useNavigate();
  const adapters = useQuery(adaptersQuery);
  const form = useForm<BotValues>({
    initialValues: EMPTY,
    validate: { adapter: (name) => (name === '' ? t('form.noAdapter') : null) },
  });
  const create = useSave({
    save: ({ pipeline, ...body }: BotValues) =>
      read(
        api.POST('/api/v1/platform/bots', { body: { ...body, ...(pipeline ? { use_pipeline_uuid: pipeline } : {}) } }),
      ),
    refresh: [['bots']],
    form,
    onSaved: ({ uuid }) => {
      onClose();
      void navigate({ to: '/bots/$uuid', params: { uuid } });
    },
  });
  return (
    <DialogForm
      size="lg"
      title={t('create')}
      action={t('create')}
      isBusy={create.isPending}
      onSubmit={form.onSubmit((values) => create.mutate(values))}
      onClose={onClose}
    >
      <Loaded query={adapters}>
        {(known) => <BotFields form={form} adapters={known} noPipeline={t('form.defaultPipeline')} />}
      </Loaded>
    </DialogForm>
  );
}
