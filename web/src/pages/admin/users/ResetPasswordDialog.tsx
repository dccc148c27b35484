import { PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import type { User } from './user-columns.js';

const SHORTEST_PASSWORD = 8;

export function ResetPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation('users');
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password.length < SHORTEST_PASSWORD ? t('rules.password') : null) },
  });
  const reset = useSave({
    save: (body: { password: string }) =>
      read(api.PATCH('/api/v1/users/{id}', { params: { path: { id: user.id } }, body })),
    refresh: [['users']],
    done: t('passwordSet'),
    form,
    onSaved: onClose,
  });
  return (
    <FormDialog title={t('resetTitle', { email: user.email })} onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit((values) => reset.mutate(values))}>
        <Stack>
          <Text c="dimmed">{t('resetHint')}</Text>
          <PasswordInput
            label={t('fields.newPassword')}
            description={t('hints.password')}
            autoComplete="new-password"
            withAsterisk
            data-autofocus
            {...form.getInputProps('password')}
          />
          <FormButtons action={t('reset')} isBusy={reset.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
