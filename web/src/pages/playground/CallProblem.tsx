import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.js';
import { wordsOf } from '../../ui/words-of.js';

/** Why a call was refused, in the words that a program would get. */
export function CallProblem({ error }: { error: Error }) {
  const { t } = useTranslation();
  const status = error instanceof ApiError ? ` (${error.status})` : '';
  return (
    <Alert color="red" role="alert" title={`${t('errors.failed')}${status}`} style={{ overflowWrap: 'anywhere' }}>
      {wordsOf(t, error)}
    </Alert>
  );
}
