import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import type { Credential } from '../models-queries.js';
import { RemoveDialog } from '../RemoveDialog.js';

interface Props {
  credential: Credential;
  isOpen: boolean;
  onClose: () => void;
}

export function RemoveProvider({ credential: { id, label, model_count }, isOpen, onClose }: Props) {
  const { t } = useTranslation('models');
  const navigate = useNavigate();
  return (
    <RemoveDialog
      isOpen={isOpen}
      title={t('provider.removeTitle', { name: label })}
      hint={t('provider.removeHint', { count: model_count })}
      action={t('provider.remove')}
      done={t('provider.removed', { name: label })}
      remove={(isForced) =>
        read(
          api.DELETE('/api/v1/credentials/{id}', {
            params: { path: { id }, query: isForced ? { force: 'true' } : {} },
          }),
        )
      }
      onRemoved={() => void navigate({ to: '/providers' })}
      onClose={onClose}
    />
  );
}
