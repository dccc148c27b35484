import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { RemoveDialog } from '../parts/RemoveDialog.js';
import { knowledgeOf } from '../pipelines/pipeline-config.js';
import { pipelinesQuery } from '../pipelines/queries.js';
import type { Base } from './queries.js';

interface Props {
  base: Base;
  onRemoved?: () => void;
  onClose: () => void;
}

export function RemoveBase({ base: { uuid, name }, onRemoved, onClose }: Props) {
  const { t } = useTranslation('knowledge');
  const pipelines = useQuery(pipelinesQuery);
  return (
    <RemoveDialog
      isOpen
      title={t('remove.title', { name })}
      consequence={t('remove.hint')}
      usersTitle={t('remove.users')}
      users={pipelines.data?.filter((each) => knowledgeOf(each).includes(uuid)).map((pipeline) => pipeline.name)}
      remove={() => read(api.DELETE('/api/v1/knowledge/bases/{uuid}', { params: { path: { uuid } } }))}
      refresh={[['knowledge'], ['pipelines']]}
      {...(onRemoved ? { onRemoved } : {})}
      onClose={onClose}
    />
  );
}
