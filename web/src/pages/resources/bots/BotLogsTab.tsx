import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../../api/client.js';
import { LogView } from '../parts/LogView.js';

/** All that the server keeps of a bot. */
const LINES = 200;
const NEWEST = -1;
const POLL_MS = 2000;

export function BotLogsTab({ uuid }: { uuid: string }) {
  const [isFollowing, setFollowing] = useState(true);
  const logs = useQuery({
    queryKey: ['bot-logs', uuid],
    queryFn: async () =>
      (
        await read(
          api.POST('/api/v1/platform/bots/{uuid}/logs', {
            params: { path: { uuid } },
            body: { from_index: NEWEST, max_count: LINES },
          }),
        )
      ).logs,
    refetchInterval: isFollowing ? POLL_MS : false,
  });
  return (
    <LogView
      lines={logs.data?.map(({ message_session_id, ...line }) => ({ ...line, about: message_session_id }))}
      error={logs.error}
      onRetry={() => void logs.refetch()}
      isFollowing={isFollowing}
      onFollow={setFollowing}
    />
  );
}
