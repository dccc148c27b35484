import { Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../../api/client.js';
import { FormButtons } from '../../../ui/FormButtons.js';
import { FormDialog } from '../../../ui/FormDialog.js';
import { useSave } from '../../../ui/use-save.js';
import type { User } from './user-columns.js';

interface Props {
  user: User;
  /** Nobody locks themselves out. */
  isMe: boolean;
  onClose: () => void;
}

export function EditUserDialog({ user, isMe, onClose }: Props) {
  const { t } = useTranslation('users');
  const { t: tShell } = useTranslation();
  const { nickname, is_active, is_instance_admin } = user;
  const form = useForm({ initialValues: { nickname, is_active, is_instance_admin } });
  const edit = useSave({
    save: (body: Schemas['UserChangeDto']) =>
      read(api.PATCH('/api/v1/users/{id}', { params: { path: { id: user.id } }, body })),
    refresh: [['users'], ['me']],
    done: tShell('saved'),
    form,
    onSaved: onClose,
  });
  return (
    <FormDialog title={t('editTitle', { email: user.email })} onClose={onClose}>
      <form noValidate onSubmit={form.onSubmit((values) => edit.mutate(values))}>
        <Stack>
          <TextInput label={t('fields.nickname')} maxLength={100} data-autofocus {...form.getInputProps('nickname')} />
          <Switch
            label={t('fields.active')}
            description={isMe ? t('hints.notYourself') : t('hints.active')}
            disabled={isMe}
            {...form.getInputProps('is_active', { type: 'checkbox' })}
          />
          <Switch
            label={t('administrator')}
            description={isMe ? t('hints.notYourself') : t('hints.administrator')}
            disabled={isMe}
            {...form.getInputProps('is_instance_admin', { type: 'checkbox' })}
          />
          <FormButtons action={tShell('save')} isBusy={edit.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </FormDialog>
  );
}
