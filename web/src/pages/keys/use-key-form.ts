import { useForm, type UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { KeyValues } from './key-form.js';

export type KeyForm = UseFormReturnType<KeyValues>;

export function useKeyForm(initialValues: KeyValues): KeyForm {
  const { t } = useTranslation('keys');
  return useForm<KeyValues>({
    initialValues,
    validate: {
      name: (name) => (name.trim() === '' ? t('rules.name') : null),
      date: (date, { expiry }) => (expiry === 'date' && date === '' ? t('rules.date') : null),
      scopes: (scopes, { reach }) => (reach === 'chosen' && scopes.length === 0 ? t('rules.scopes') : null),
    },
  });
}

/** The server names a part of a list by its place: `allowed_addresses.0`. */
export function errorOf({ errors }: KeyForm, field: string): string | undefined {
  const found = Object.entries(errors).find(([name]) => name === field || name.startsWith(`${field}.`));
  return found && typeof found[1] === 'string' ? found[1] : undefined;
}
