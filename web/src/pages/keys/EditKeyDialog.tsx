import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { FormButtons } from '../../ui/FormButtons.js';
import { FormDialog } from '../../ui/FormDialog.js';
import { useSave } from '../../ui/use-save.js';
import { changeOf, valuesOf, type KeyValues } from './key-form.js';
import type { Key } from './key-list.js';
import { KeyFields } from './KeyFields.js';
import { useKeyForm } from './use-key-form.js';

export function EditKeyDialog({ row, onClose }: { row: Key; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const { t: tShell } = useTranslation();
  const form = useKeyForm(valuesOf(row));
  const edit = useSave({
    save: (values: KeyValues) =>
      read(api.PATCH('/api/v1/keys/{id}', { params: { path: { id: row.id } }, body: changeOf(values, row) })),
    refresh: [['keys']],
    done: tShell('saved'),
    form,
    onSaved: onClose,
  });
  return (
    <FormDialog title={t('editTitle', { name: row.name })} size="lg" onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit((values) => edit.mutate(values))}>
        <Stack>
          <KeyFields form={form} held={row.scopes} />
          <FormButtons action={tShell('save')} isBusy={edit.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
