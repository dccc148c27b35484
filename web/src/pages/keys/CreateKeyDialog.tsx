import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { may } from '../../shell/access.js';
import { useMe } from '../../shell/me.js';
import { FormButtons } from '../../ui/FormButtons.js';
import { FormDialog } from '../../ui/FormDialog.js';
import { useSave } from '../../ui/use-save.js';
import { UserPicker } from '../../ui/UserPicker.js';
import { bodyOf, NEW_KEY, type KeyValues } from './key-form.js';
import { KeyFields } from './KeyFields.js';
import { NewToken } from './NewToken.js';
import { useKeyForm } from './use-key-form.js';

/** Makes a key, and shows its token: here, and nowhere ever again. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('keys');
  const me = useMe();
  const form = useKeyForm(NEW_KEY);
  const create = useSave({
    save: (values: KeyValues) => read(api.POST('/api/v1/keys', { body: bodyOf(values) })),
    refresh: [['keys']],
    form,
  });

  // Its token is shown once: it must not be made for a dialog that is gone.
  const close = (): void => {
    if (!create.isPending) onClose();
  };

  if (create.data) {
    return (
      <FormDialog title={t('createdTitle', { name: create.data.name })} size="lg" onClose={onClose} isSticky>
        <NewToken token={create.data.token} onDone={onClose} />
      </FormDialog>
    );
  }
  return (
    <FormDialog title={t('create')} size="lg" onClose={close}>
      <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack>
          <KeyFields form={form} />
          {may(me, 'instance-admin') && (
            <UserPicker
              label={t('fields.user')}
              description={t('hints.user')}
              placeholder={me.email}
              value={form.values.user_id}
              onChange={(id) => form.setFieldValue('user_id', id)}
              error={form.errors['user_id']}
            />
          )}
          <FormButtons action={t('create')} isBusy={create.isPending} onCancel={close} />
        </Stack>
      </form>
    </FormDialog>
  );
}
