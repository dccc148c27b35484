import { useTranslation } from 'react-i18next';

/** What happened, in words; an action that is new to the console by its own name. */
export function useActionWords(): (action: string) => string {
  const { t } = useTranslation('audit');
  return (action) => t(`actions.${action}`, { defaultValue: action });
}
