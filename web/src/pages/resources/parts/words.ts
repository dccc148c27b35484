import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client.js';

/** What the server says in both languages, in the one that is spoken here. */
export function useLocal(): (words: Schemas['WordsDto']) => string {
  const { i18n } = useTranslation();
  return ({ en_US, zh_Hans }) => (i18n.language === 'zh' ? zh_Hans : en_US);
}
