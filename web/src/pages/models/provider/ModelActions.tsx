import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import type { CredentialModel } from '../models-queries.js';
import { RemoveDialog } from '../RemoveDialog.js';
import { PriceDialog } from './PriceDialog.js';
import { TimeoutsDialog } from './TimeoutsDialog.js';

/** What somebody is about to do with a model. */
export interface ModelDeed {
  kind: 'timeouts' | 'price' | 'remove';
  model: CredentialModel;
}

interface Props {
  credentialId: string;
  deed: ModelDeed | null;
  onClose: () => void;
}

export function ModelActions({ credentialId, deed, onClose }: Props) {
  const { t } = useTranslation('models');
  if (deed === null) return null;
  const { kind, model } = deed;
  if (kind === 'timeouts') return <TimeoutsDialog credentialId={credentialId} model={model} onClose={onClose} />;
  if (kind === 'price') return <PriceDialog credentialId={credentialId} model={model} onClose={onClose} />;
  return (
    <RemoveDialog
      isOpen
      title={t('models.remove', { name: model.name })}
      hint={t('models.removeHint')}
      action={t('models.removeAction')}
      done={t('models.removed', { name: model.name })}
      remove={(isForced) =>
        read(
          api.DELETE('/api/v1/credentials/{id}/models/{model_id}', {
            params: { path: { id: credentialId, model_id: model.id }, query: isForced ? { force: 'true' } : {} },
          }),
        )
      }
      onClose={onClose}
    />
  );
}
