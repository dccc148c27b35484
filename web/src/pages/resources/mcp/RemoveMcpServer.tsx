import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { RemoveDialog } from '../parts/RemoveDialog.js';
import { pipelinesQuery } from '../pipelines/queries.js';
import type { McpServer } from './queries.js';

interface Props {
  server: McpServer;
  onRemoved: () => void;
  onClose: () => void;
}

export function RemoveMcpServer({ server: { uuid, name }, onRemoved, onClose }: Props) {
  const { t } = useTranslation('mcp');
  const pipelines = useQuery(pipelinesQuery);
  const users = pipelines.data?.filter(
    ({ extensions_preferences: { enable_all_mcp_servers, mcp_servers } }) =>
      enable_all_mcp_servers || mcp_servers.includes(uuid),
  );
  return (
    <RemoveDialog
      isOpen
      title={t('remove.title', { name })}
      consequence={t('remove.hint')}
      usersTitle={t('remove.users')}
      users={users?.map((pipeline) => pipeline.name)}
      remove={() => read(api.DELETE('/api/v1/mcp/servers/{name}', { params: { path: { name } } }))}
      refresh={[['mcp-servers'], ['pipelines']]}
      onRemoved={onRemoved}
      onClose={onClose}
    />
  );
}
