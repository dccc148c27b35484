import { Alert, Button, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { CredentialFields } from '../connect/CredentialFields.js';
import type { CredentialValues } from '../connect/credential-form.js';
import { MODEL_LISTS, type Credential, type Factory } from '../models-queries.js';
import { checksOf } from '../refusal.js';
import { VerificationResults } from '../VerificationResults.js';
import { SaveRow } from '../../../ui/SaveRow.js';

interface Props {
  credential: Credential;
  factory: Factory;
}

/** Secrets that are left empty stay as they are. */
export function ConnectionForm({ credential, factory }: Props) {
  const { t } = useTranslation('models');
  const { id } = credential;
  const form = useForm<CredentialValues>({
    initialValues: {
      label: credential.label,
      base_url: credential.base_url,
      credential: Object.fromEntries(
        factory.credential_fields.map(({ name, secret }) => [name, secret ? '' : (credential.credential[name] ?? '')]),
      ),
    },
  });
  const save = useSave({
    save: ({ values, verify }: { values: CredentialValues; verify: boolean }) =>
      read(
        api.PATCH('/api/v1/credentials/{id}', {
          params: { path: { id } },
          body: { ...changesOf(values, credential, factory), verify },
        }),
      ),
    refresh: MODEL_LISTS,
    done: t('connection.done'),
    form,
  });
  const saveWith = (verify: boolean): void => void form.onSubmit((values) => save.mutate({ values, verify }))();
  const refused = checksOf(save.error);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saveWith(true);
      }}
    >
      <Paper className="surface" p="lg" radius="md">
        <Stack>
          <TextInput label={t('fields.label')} required {...form.getInputProps('label')} />
          <CredentialFields factory={factory} form={form} stored={credential.credential} />
          {refused.length > 0 && (
            <Alert color="red" title={t('connect.refused')} role="alert">
              <Stack gap="sm" align="flex-start">
                <Text size="sm">{t('connection.refusedHint')}</Text>
                <Button variant="default" size="xs" loading={save.isPending} onClick={() => saveWith(false)}>
                  {t('connect.saveAnyway')}
                </Button>
              </Stack>
            </Alert>
          )}
          <VerificationResults checks={refused} label={t('connect.refused')} />
          <SaveRow label={t('save')} isBusy={save.isPending} />
        </Stack>
      </Paper>
    </form>
  );
}

/** Only what differs is sent: what opens a provider is asked of it again, its name is not. */
function changesOf({ label, base_url, credential }: CredentialValues, stored: Credential, factory: Factory) {
  const changed = factory.credential_fields.flatMap(({ name, secret }): [string, string | null][] => {
    const value = credential[name]?.trim() ?? '';
    if (secret) return value === '' ? [] : [[name, value]];
    return value === (stored.credential[name] ?? '') ? [] : [[name, value || null]];
  });
  return {
    ...(label === stored.label ? {} : { label }),
    ...(base_url.trim() === stored.base_url ? {} : { base_url: base_url.trim() }),
    ...(changed.length === 0 ? {} : { credential: Object.fromEntries(changed) }),
  };
}
