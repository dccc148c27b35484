import { Alert, Paper, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { useMay } from '../parts/use-may.js';
import { BaseFields, type BaseValues } from './BaseFields.js';
import type { Base } from './queries.js';
import { SaveRow } from '../../../ui/SaveRow.js';

export function BaseSettingsTab({ base }: { base: Base }) {
  const { t } = useTranslation('knowledge');
  const { mayEdit } = useMay();
  const { uuid, name, description, emoji, embedding_model_uuid, top_k } = base;
  const form = useForm<BaseValues>({
    initialValues: { name, description, emoji: emoji ?? '', embedding_model_uuid, top_k },
  });
  const save = useSave({
    save: (body: BaseValues) => read(api.PUT('/api/v1/knowledge/bases/{uuid}', { params: { path: { uuid } }, body })),
    refresh: [['knowledge']],
    done: t('saved'),
    form,
  });
  const isOtherModel = form.values.embedding_model_uuid !== embedding_model_uuid;
  return (
    <Paper className="surface" p="lg">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack maw={720}>
          <BaseFields form={form} isDisabled={!mayEdit} />
          {isOtherModel && (
            <Alert color="yellow" icon={<IconAlertTriangle size={18} />} title={t('reindex.title')} role="status">
              {t('reindex.hint')}
            </Alert>
          )}
          {mayEdit && <SaveRow label={t('save')} isBusy={save.isPending} />}
        </Stack>
      </form>
    </Paper>
  );
}
