import { Alert, PasswordInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Factory } from '../models-queries.js';
import type { CredentialField, CredentialValues } from './credential-form.js';

interface Props {
  factory: Factory;
  form: UseFormReturnType<CredentialValues>;
  /** What is stored, secrets masked; none for a new credential. */
  stored?: Readonly<Record<string, string>>;
}

/** The fields that the factory's credential specification names, and where the provider is. */
export function CredentialFields({ factory, form, stored }: Props) {
  const { t } = useTranslation('models');
  return (
    <>
      {form.errors['credential'] && (
        <Alert color="red" role="alert">
          {form.errors['credential']}
        </Alert>
      )}
      {factory.credential_fields.map((field) => (
        <Field key={field.name} field={field} form={form} stored={stored} />
      ))}
      <TextInput
        label={t('fields.baseUrl')}
        description={baseUrlHint()}
        placeholder={factory.base_url ?? 'https://'}
        inputMode="url"
        autoComplete="off"
        required={factory.base_url_required}
        {...form.getInputProps('base_url')}
      />
    </>
  );

  function baseUrlHint(): string {
    if (stored) return t('fields.baseUrlChange');
    return factory.base_url_required ? t('fields.baseUrlNeeded') : t('fields.baseUrlHint');
  }
}

interface FieldProps {
  field: CredentialField;
  form: Props['form'];
  stored: Props['stored'];
}

function Field({ field, form, stored }: FieldProps) {
  const { t } = useTranslation('models');
  const { name, label, secret, required, types } = field;
  const isStored = secret && stored?.[name] !== undefined;
  const hints = [
    ...(types ? [t('fields.onlyFor', { types: types.map((type) => t(`types.${type}`)).join(', ') })] : []),
    ...(field.default ? [t('fields.default', { value: field.default })] : []),
    ...(isStored ? [t('fields.kept')] : []),
  ];
  const common = {
    label,
    description: hints.join(' ') || undefined,
    required: required && !isStored,
    autoComplete: 'off',
    ...form.getInputProps(`credential.${name}`),
  };
  if (!secret) return <TextInput {...common} />;
  return (
    <PasswordInput
      {...common}
      placeholder={isStored ? stored[name] : undefined}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('fields.show', { field: label }), tabIndex: 0 }}
    />
  );
}
