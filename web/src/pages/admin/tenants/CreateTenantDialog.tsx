import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { blameField } from '../../../api/blame-field.js';
import { api, read } from '../../../api/client.js';
import { useMe } from '../../../shell/me.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import { TENANT_LISTS } from './tenant.js';

export function CreateTenantDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('tenants');
  const me = useMe();
  const form = useForm({
    initialValues: { name: '', owner_email: '' },
    validate: { name: (name) => (name.trim() === '' ? t('rules.name') : null) },
  });
  const create = useSave({
    save: ({ name, owner_email }: { name: string; owner_email: string }) =>
      read(api.POST('/api/v1/tenants', { body: { name, ...(owner_email === '' ? {} : { owner_email }) } })).catch(
        blameField('owner_email', 404),
      ),
    refresh: TENANT_LISTS,
    done: t('created'),
    form,
    onSaved: onClose,
  });
  return (
    <FormDialog title={t('create')} onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack>
          <TextInput
            label={t('fields.name')}
            withAsterisk
            data-autofocus
            maxLength={160}
            {...form.getInputProps('name')}
          />
          <TextInput
            type="email"
            label={t('fields.owner')}
            description={t('hints.owner')}
            placeholder={me.email}
            {...form.getInputProps('owner_email')}
          />
          <FormButtons action={t('create')} isBusy={create.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
