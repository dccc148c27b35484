import { useTranslation } from 'react-i18next';
import type { Subject, UsageSum } from './usage-queries.js';
import { NONE } from './usage-search.js';

type Named = Pick<Partial<UsageSum>, 'key_id' | 'key_name' | 'user_email' | 'model' | 'tenant_name'>;

const SHOWN_OF_ID = 13;

/** What a key, user, model or tenant is called; one that is gone by the beginning of its id. */
export function useSubjectName(): (subject: Subject, sum: Named, id: string) => string {
  const { t } = useTranslation('usage');
  return (subject, sum, id) => {
    if (id === NONE) return t(subject === 'key' ? 'names.noKey' : 'names.noModel');
    const names = { key: sum.key_name, user: sum.user_email, model: sum.model, tenant: sum.tenant_name };
    const name = names[subject];
    return name ?? t('names.gone', { id: id.length > SHOWN_OF_ID ? `${id.slice(0, SHOWN_OF_ID)}…` : id });
  };
}

/** How a sum's subject stands in the address. */
export function idOf(subject: Subject, sum: UsageSum): string {
  const ids = { key: sum.key_id, user: sum.user_id, model: sum.model, tenant: sum.tenant_id };
  return ids[subject] ?? NONE;
}
