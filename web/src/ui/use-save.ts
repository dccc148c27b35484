import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.js';
import { wordsOf } from './words-of.js';

/** The part of a form that takes what the server says of its fields. */
interface FormErrors {
  setErrors: (errors: Record<string, string>) => void;
}

interface Options<Input, Output> {
  save: (input: Input) => Promise<Output>;
  /** Lists that show the thing. */
  refresh: readonly QueryKey[];
  /** Said when it is done; nothing where the page itself shows it. */
  done?: string;
  form?: FormErrors;
  onSaved?: (output: Output, input: Input) => void;
}

/** A change on the server: lists follow, refusals go to the fields that they name, else they are told. */
export function useSave<Input, Output>(options: Options<Input, Output>): UseMutationResult<Output, Error, Input> {
  const { save, refresh, done, form, onSaved } = options;
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async (output, input) => {
      if (done) notifications.show({ message: done, color: 'latch' });
      onSaved?.(output, input);
      await Promise.all(refresh.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      const problems = error instanceof ApiError ? error.problems : [];
      form?.setErrors(Object.fromEntries(problems.map(({ field, message }) => [field, message])));
      if (!form || problems.length === 0) {
        notifications.show({
          title: t('errors.notSaved'),
          message: wordsOf(t, error),
          color: 'red',
          autoClose: 8000,
        });
      }
    },
  });
}
