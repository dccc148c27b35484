import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import { TENANT_LISTS, type OpenTenant } from './tenant.js';

export function RenameTenantDialog({ tenant, onClose }: { tenant: OpenTenant; onClose: () => void }) {
  const { t } = useTranslation('tenants');
  const { t: tShell } = useTranslation();
  const form = useForm({
    initialValues: { name: tenant.name },
    validate: { name: (name) => (name.trim() === '' ? t('rules.name') : null) },
  });
  const rename = useSave({
    save: (body: { name: string }) =>
      read(api.PATCH('/api/v1/tenants/{id}', { params: { path: { id: tenant.id } }, body })),
    refresh: TENANT_LISTS,
    done: tShell('saved'),
    form,
    onSaved: onClose,
  });
  return (
    <FormDialog title={t('renameTitle', { name: tenant.name })} onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit((values) => rename.mutate(values))}>
        <Stack>
          <TextInput
            label={t('fields.name')}
            withAsterisk
            data-autofocus
            maxLength={160}
            {...form.getInputProps('name')}
          />
          <FormButtons action={tShell('save')} isBusy={rename.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
