import { NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../parts/words.js';
import { isSecret } from './bot-form.js';
import type { Adapter } from './queries.js';

type Field = Adapter['spec']['config'][number];

interface Props {
  adapter: Adapter;
  values: Readonly<Record<string, unknown>>;
  onChange: (name: string, value: unknown) => void;
  errorOf: (name: string) => ReactNode;
  isDisabled: boolean;
}

/** What an adapter wants to know, drawn from what it says of itself. */
export function AdapterFields({ adapter, values, onChange, errorOf, isDisabled }: Props) {
  return adapter.spec.config.map((field) => (
    <AdapterField
      key={`${adapter.name}.${field.name}`}
      field={field}
      value={values[field.name] ?? field.default}
      onChange={(value) => onChange(field.name, value)}
      error={errorOf(field.name)}
      isDisabled={isDisabled}
    />
  ));
}

interface FieldProps {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  error: ReactNode;
  isDisabled: boolean;
}

function AdapterField({ field, value, onChange, error, isDisabled }: FieldProps) {
  const { t } = useTranslation('bots');
  const local = useLocal();
  const hint = local(field.description);
  const named = { label: local(field.label), description: hint || undefined, error, disabled: isDisabled };
  const text = typeof value === 'string' ? value : '';
  if (field.type === 'boolean') {
    return (
      <Switch {...named} checked={value === true} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
    );
  }
  if (field.type === 'integer') {
    return (
      <NumberInput
        {...named}
        maw={280}
        allowDecimal={false}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(next === '' ? field.default : next)}
      />
    );
  }
  if (field.options) {
    const data = field.options.map(({ name, label }) => ({ value: name, label: local(label) }));
    return (
      <Select
        {...named}
        maw={280}
        data={data}
        value={text}
        allowDeselect={false}
        onChange={(next) => onChange(next ?? text)}
      />
    );
  }
  const input = {
    ...named,
    required: field.required,
    value: text,
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => onChange(currentTarget.value),
  };
  if (!isSecret(field.name)) return <TextInput {...input} autoComplete="off" />;
  const isStored = /[*…]/.test(text);
  return (
    <PasswordInput
      {...input}
      autoComplete="new-password"
      description={[hint, isStored ? t('form.masked') : ''].filter((part) => part !== '').join(' ') || undefined}
      visibilityToggleButtonProps={{ 'aria-label': t('form.show', { name: named.label }) }}
    />
  );
}
