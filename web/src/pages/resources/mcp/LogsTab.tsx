import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../../api/client.js';
import { LogView } from '../parts/LogView.js';

const LINES = 200;
const POLL_MS = 2000;

export function LogsTab({ name }: { name: string }) {
  const [isFollowing, setFollowing] = useState(true);
  const logs = useQuery({
    queryKey: ['mcp-logs', name],
    queryFn: async () =>
      (await read(api.GET('/api/v1/mcp/servers/{name}/logs', { params: { path: { name }, query: { limit: LINES } } })))
        .logs,
    refetchInterval: isFollowing ? POLL_MS : false,
  });
  return (
    <LogView
      lines={logs.data}
      error={logs.error}
      onRetry={() => void logs.refetch()}
      isFollowing={isFollowing}
      onFollow={setFollowing}
    />
  );
}
