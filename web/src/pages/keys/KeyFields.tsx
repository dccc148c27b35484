import { Group, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { gatewayModelsQuery } from '../../api/gateway.js';
import { dayOf, EXPIRIES } from './key-form.js';
import { ScopesField } from './ScopesField.js';
import { errorOf, type KeyForm } from './use-key-form.js';

/** What a key has, whether it is new or not. */
export function KeyFields({ form, held }: { form: KeyForm; held?: readonly string[] }) {
  const { t } = useTranslation('keys');
  const models = useQuery(gatewayModelsQuery);
  return (
    <Stack>
      <TextInput
        label={t('fields.name')}
        description={t('hints.name')}
        withAsterisk
        data-autofocus
        maxLength={255}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('fields.description')}
        autosize
        minRows={2}
        maxLength={512}
        {...form.getInputProps('description')}
      />
      <Expiry form={form} />
      <ScopesField form={form} held={held ?? []} />
      <TagsInput
        label={t('fields.models')}
        description={t('hints.models')}
        placeholder={form.values.allowed_models.length > 0 ? '' : t('placeholders.models')}
        data={[...new Set(models.data?.map(({ id }) => id))]}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        {...form.getInputProps('allowed_models')}
        error={errorOf(form, 'allowed_models')}
      />
      <TagsInput
        label={t('fields.addresses')}
        description={t('hints.addresses')}
        placeholder={form.values.allowed_addresses.length > 0 ? '' : t('placeholders.addresses')}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        {...form.getInputProps('allowed_addresses')}
        error={errorOf(form, 'allowed_addresses')}
      />
    </Stack>
  );
}

function Expiry({ form }: { form: KeyForm }) {
  const { t } = useTranslation('keys');
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <Select
        label={t('fields.expiry')}
        data={EXPIRIES.map((expiry) => ({ value: expiry, label: t(`expiries.${expiry}`) }))}
        allowDeselect={false}
        {...form.getInputProps('expiry')}
        error={form.errors['expires_at']}
      />
      {form.values.expiry === 'date' && (
        <TextInput type="date" label={t('fields.date')} min={dayOf(new Date())} {...form.getInputProps('date')} />
      )}
    </Group>
  );
}
