import { PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { blameField } from '../../api/blame-field.js';
import { api, read, type Schemas } from '../../api/client.js';
import { session } from '../../api/session.js';
import { useMe } from '../../shell/me.js';
import { useSave } from '../../ui/use-save.js';
import { SectionCard } from '../../ui/SectionCard.js';
import { SaveRow } from '../../ui/SaveRow.js';

const SHORTEST_PASSWORD = 8;

/** A new password ends every session, this one too. */
export function Password() {
  const { t } = useTranslation('profile');
  const { email } = useMe();
  const form = useForm({
    initialValues: { current_password: '', new_password: '', again: '' },
    validate: {
      current_password: (value) => (value === '' ? t('password.rules.current') : null),
      new_password: (value) => (value.length < SHORTEST_PASSWORD ? t('password.rules.short') : null),
      again: (value, values) => (value === values.new_password ? null : t('password.rules.differs')),
    },
  });
  const change = useSave({
    save: (body: Schemas['ChangePasswordDto']) =>
      read(api.POST('/api/v1/auth/password', { body }))
        .catch(blameField('current_password', 403))
        .catch(blameField('new_password', 400)),
    refresh: [],
    done: t('password.done'),
    form,
    onSaved: () => session.close(),
  });
  return (
    <SectionCard title={t('password.title')} hint={t('password.hint')}>
      <form
        noValidate
        onSubmit={form.onSubmit(({ current_password, new_password }) =>
          change.mutate({ current_password, new_password }),
        )}
      >
        <Stack>
          <TextInput type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            withAsterisk
            {...form.getInputProps('current_password')}
          />
          <PasswordInput
            label={t('password.new')}
            description={t('password.rules.short')}
            autoComplete="new-password"
            withAsterisk
            {...form.getInputProps('new_password')}
          />
          <PasswordInput
            label={t('password.again')}
            autoComplete="new-password"
            withAsterisk
            {...form.getInputProps('again')}
          />
          <SaveRow label={t('password.action')} isBusy={change.isPending} />
        </Stack>
      </form>
    </SectionCard>
  );
}
