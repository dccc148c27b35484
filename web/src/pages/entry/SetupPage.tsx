import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { session } from '../../api/session.js';
import { wordsOf } from '../../ui/words-of.js';
import { EntryFrame } from './EntryFrame.js';

const SHORTEST_PASSWORD = 8;
/** Read once: the router shows the page anew when the address changes. */
const token = takeToken();

/** Behind the one-time link that the first start prints; its token is in the fragment, which no server ever sees. */
export function SetupPage() {
  const { t } = useTranslation('entry');
  const { t: tShell } = useTranslation();
  const navigate = useNavigate();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { password: (value) => (value.length < SHORTEST_PASSWORD ? t('setup.shortPassword') : null) },
  });
  const setup = useMutation({
    mutationFn: (values: { email: string; password: string }) =>
      read(api.POST('/api/v1/auth/setup', { body: { token, ...values } })),
    onSuccess: (issued) => {
      session.open(issued);
      void navigate({ to: '/' });
    },
  });

  if (token === '') {
    return (
      <EntryFrame title={t('setup.title')}>
        <Alert color="yellow">{t('setup.noToken')}</Alert>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('setup.title')} hint={t('setup.hint')}>
      <form onSubmit={form.onSubmit((values) => setup.mutate(values))}>
        <Stack>
          {setup.error && (
            <Alert color="red" role="alert">
              {wordsOf(tShell, setup.error)}
            </Alert>
          )}
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('password')}
            description={t('setup.passwordRule')}
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={setup.isPending} fullWidth>
            {t('setup.action')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}

/** Taken out of the address at once: it must not stay in the history. */
function takeToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  if (token !== '') history.replaceState(history.state, '', location.pathname);
  return token;
}
