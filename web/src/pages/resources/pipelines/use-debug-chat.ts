import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { askPipeline, messagesQuery, type DebugMessage, type SessionType } from './debug-chat.js';

/** A conversation on trial; what is asked when its panel goes away is asked no more. */
export function useDebugChat(uuid: string, type: SessionType) {
  const client = useQueryClient();
  const controller = useRef<AbortController | null>(null);
  const query = messagesQuery(uuid, type);
  const messages = useQuery(query);
  const show = (message: DebugMessage): void => {
    client.setQueryData(query.queryKey, (said = []) => [...said.filter(({ id }) => id !== message.id), message]);
  };
  const asking = useMutation({
    mutationFn: (text: string) => {
      controller.current = new AbortController();
      const id = (client.getQueryData(query.queryKey)?.at(-1)?.id ?? 0) + 1;
      const timestamp = new Date().toISOString();
      show({ id, role: 'user', content: text, message_chain: [], timestamp, is_final: true });
      return askPipeline(uuid, type, text, controller.current.signal, show);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: query.queryKey }),
        client.invalidateQueries({ queryKey: ['pipeline-runs', uuid] }),
      ]),
  });
  useEffect(() => () => controller.current?.abort(), [uuid, type]);
  return {
    messages,
    ask: asking.mutate,
    stop: () => controller.current?.abort(),
    isAsking: asking.isPending,
    error: asking.error?.name === 'AbortError' ? null : asking.error,
    forgetError: asking.reset,
  };
}
