import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { botsQuery } from '../bots/queries.js';
import { RemoveDialog } from '../parts/RemoveDialog.js';
import type { Pipeline } from './queries.js';

interface Props {
  pipeline: Pipeline;
  onRemoved?: () => void;
  onClose: () => void;
}

export function RemovePipeline({ pipeline: { uuid, name, is_default }, onRemoved, onClose }: Props) {
  const { t } = useTranslation('pipelines');
  const bots = useQuery(botsQuery);
  return (
    <RemoveDialog
      isOpen
      title={t('remove.title', { name })}
      consequence={is_default ? t('remove.default') : t('remove.hint')}
      usersTitle={t('remove.users')}
      users={bots.data?.filter(({ use_pipeline_uuid }) => use_pipeline_uuid === uuid).map((bot) => bot.name)}
      remove={() => read(api.DELETE('/api/v1/pipelines/{uuid}', { params: { path: { uuid } } }))}
      refresh={[['pipelines'], ['bots']]}
      {...(onRemoved ? { onRemoved } : {})}
      onClose={onClose}
    />
  );
}
