import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.js';
import { api, read } from '../../api/client.js';
import { session } from '../../api/session.js';
import { wordsOf } from '../../ui/words-of.js';
import { EntryFrame } from './EntryFrame.js';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useTranslation('entry');
  const { t: tShell } = useTranslation();
  const { next = '/' } = route.useSearch();
  const navigate = useNavigate();
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => read(api.GET('/api/v1/auth/setup')) });
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => read(api.POST('/api/v1/auth/login', { body })),
    onSuccess: (token) => {
      session.open(token);
      void navigate({ href: next });
    },
  });
  const isWrong = signIn.error instanceof ApiError && signIn.error.status === 401;

  return (
    <EntryFrame title={t('signIn.title')} hint={t('signIn.hint')}>
      {setup.data?.needed && (
        <Alert title={t('signIn.setupTitle')} color="latch">
          {t('signIn.setupHint')}
        </Alert>
      )}
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          {signIn.error && (
            <Alert color="red" role="alert">
              {isWrong ? t('signIn.wrong') : wordsOf(tShell, signIn.error)}
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
            autoComplete="current-password"
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            {t('signIn.action')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}
