import { PasswordInput, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { blameField } from '../../../api/blame-field.js';
import { api, read, type Schemas } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';

const SHORTEST_PASSWORD = 8;

export function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('users');
  const form = useForm({
    initialValues: { email: '', nickname: '', password: '', is_instance_admin: false },
    validate: {
      email: (email) => (email.trim() === '' ? t('rules.email') : null),
      password: (password) => (password.length < SHORTEST_PASSWORD ? t('rules.password') : null),
    },
  });
  const create = useSave({
    save: ({ email, nickname, ...body }: Schemas['NewUserDto']) =>
      read(
        api.POST('/api/v1/users', { body: { email: email.trim(), ...(nickname ? { nickname } : {}), ...body } }),
      ).catch(blameField('email', 409)),
    refresh: [['users']],
    done: t('created'),
    form,
    onSaved: onClose,
  });
  return (
    <FormDialog title={t('create')} onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack>
          <TextInput
            label={t('fields.email')}
            type="email"
            autoComplete="off"
            withAsterisk
            data-autofocus
            {...form.getInputProps('email')}
          />
          <TextInput label={t('fields.nickname')} maxLength={100} {...form.getInputProps('nickname')} />
          <PasswordInput
            label={t('fields.password')}
            description={t('hints.firstPassword')}
            autoComplete="new-password"
            withAsterisk
            {...form.getInputProps('password')}
          />
          <Switch
            label={t('administrator')}
            description={t('hints.administrator')}
            {...form.getInputProps('is_instance_admin', { type: 'checkbox' })}
          />
          <FormButtons action={t('create')} isBusy={create.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
