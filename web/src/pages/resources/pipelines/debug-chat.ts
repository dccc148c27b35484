import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../../../api/api-error.js';
import { api, authorizedFetch, read, type Schemas } from '../../../api/client.js';
import { eventsOf } from '../../../api/events.js';

export type SessionType = 'person' | 'group';
export type DebugMessage = Schemas['DebugMessageDto'];

export const SESSION_TYPES: readonly SessionType[] = ['person', 'group'];

export const messagesQuery = (uuid: string, type: SessionType) =>
  queryOptions({
    queryKey: ['debug-chat', uuid, type],
    queryFn: async () =>
      (
        await read(
          api.GET('/api/v1/pipelines/{uuid}/chat/messages/{session_type}', {
            params: { path: { uuid, session_type: type } },
          }),
        )
      ).messages,
    staleTime: Infinity,
  });

interface Frame {
  type?: 'start' | 'error' | 'end';
  message?: DebugMessage | string;
}

/** Tells the answer as it grows. @throws ApiError also for what breaks midway */
export async function askPipeline(
  uuid: string,
  type: SessionType,
  text: string,
  signal: AbortSignal,
  onMessage: (message: DebugMessage) => void,
): Promise<void> {
  const response = await authorizedFetch(
    new Request(`/api/v1/pipelines/${encodeURIComponent(uuid)}/chat/send`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session_type: type, is_stream: true, message: [{ type: 'Plain', text }] }),
      signal,
    }),
  );
  if (!response.ok) throw ApiError.from(response.status, await response.json().catch(() => null));
  for await (const data of eventsOf(response)) {
    const frame = JSON.parse(data) as Frame;
    if (frame.type === 'end') break;
    if (typeof frame.message === 'object') onMessage(frame.message);
    else if (frame.type === 'error') throw ApiError.from(502, { message: frame.message });
  }
}
