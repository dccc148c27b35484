import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read, type Schemas } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { wordsOf } from '../../../ui/words-of.js';
import { FactoryMark } from '../FactoryMark.js';
import { MODEL_LISTS } from '../models-queries.js';
import { checksOf, problemsByField } from '../refusal.js';
import { TypeBadges } from '../TypeBadges.js';
import { VerificationResults } from '../VerificationResults.js';
import { CredentialFields } from './CredentialFields.js';
import { emptyValues, filledIn, matches, type CredentialValues } from './credential-form.js';
import { useVerification } from './use-verification.js';

type FactoryDetail = Schemas['FactoryDetailDto'];

/** What was typed stays, whatever the provider says. */
export function ConnectForm({ factory }: { factory: FactoryDetail }) {
  const { t } = useTranslation('models');
  const { t: tShell } = useTranslation();
  const navigate = useNavigate();
  const verification = useVerification(factory.models);
  const form = useForm<CredentialValues>({
    initialValues: emptyValues(factory),
    validate: { credential: formatsOf(factory, t('fields.malformed')) },
  });
  const save = useSave({
    save: ({ values, verify }: { values: CredentialValues; verify: boolean }) =>
      read(api.POST('/api/v1/credentials', { body: { ...bodyOf(values), label: values.label, verify } })),
    refresh: MODEL_LISTS,
    done: t('connect.done', { factory: factory.name }),
    form,
    onSaved: ({ id, model_count }) =>
      void navigate({ to: '/providers/$id', params: { id }, search: model_count === 0 ? { discover: true } : {} }),
  });

  function bodyOf({ base_url, credential }: CredentialValues) {
    return { factory: factory.name, base_url: base_url.trim(), credential: filledIn(credential) };
  }
  const verify = form.onSubmit((values) => {
    save.reset();
    verification.run(bodyOf(values), { onError: (error) => form.setErrors(problemsByField(error)) });
  });
  const saveWith = (isVerified: boolean): void =>
    void form.onSubmit((values) => {
      verification.clear();
      save.mutate({ values, verify: isVerified });
    })();
  const refused = checksOf(save.error);
  const checks = refused.length > 0 ? refused : verification.checks;

  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saveWith(true);
        }}
      >
        <Paper className="surface" p="lg" radius="md">
          <Stack>
            <Group wrap="nowrap">
              <FactoryMark name={factory.name} size={44} />
              <TypeBadges types={factory.model_types} />
            </Group>
            <TextInput
              label={t('fields.label')}
              description={t('fields.labelHint')}
              placeholder={factory.name}
              {...form.getInputProps('label')}
            />
            <CredentialFields factory={factory} form={form} />
            <Group justify="flex-end" mt="xs">
              <Button
                variant="default"
                onClick={({ currentTarget }) => currentTarget.form?.reportValidity() && verify()}
                loading={verification.isRunning}
              >
                {t('connect.verify')}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t('connect.save')}
              </Button>
            </Group>
          </Stack>
        </Paper>
      </form>
      <Stack>
        <Title order={2} size="h4">
          {t('verification.title')}
        </Title>
        {refused.length > 0 && (
          <Alert color="red" title={t('connect.refused')} role="alert">
            <Stack gap="sm" align="flex-start">
              <Text size="sm">{t('connect.refusedHint')}</Text>
              <Button variant="default" size="xs" loading={save.isPending} onClick={() => saveWith(false)}>
                {t('connect.saveAnyway')}
              </Button>
            </Stack>
          </Alert>
        )}
        {verification.error && Object.keys(problemsByField(verification.error)).length === 0 && (
          <Alert color="red" role="alert">
            {wordsOf(tShell, verification.error)}
          </Alert>
        )}
        {checks.length > 0 ? (
          <VerificationResults checks={checks} label={t('verification.title')} />
        ) : (
          <Text c="dimmed">{factory.self_deployed ? t('verification.selfDeployed') : t('verification.hint')}</Text>
        )}
      </Stack>
    </SimpleGrid>
  );
}

/** For each field that has a form to keep. */
function formatsOf({ credential_fields }: FactoryDetail, message: string) {
  return Object.fromEntries(
    credential_fields.map((field) => [
      field.name,
      (value: string | undefined) => (matches(field, value ?? '') ? null : message),
    ]),
  );
}
