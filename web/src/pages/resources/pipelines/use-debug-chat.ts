import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useAbort, withoutStop } from '../../../ui/use-abort.js';
import { askPipeline, messagesQuery, type DebugMessage, type SessionType } from './debug-chat.js';

/** A conversation on trial; what is asked when its panel goes away is asked no more. */
export function useDebugChat(uuid: string, type: SessionType) {
  const client = useQueryClient();
  const { begin, stop } = useAbort();
  const query = messagesQuery(uuid, type);
  const messages = useQuery(query);
  const show = (message: DebugMessage): void => {
    client.setQueryData(query.queryKey, (said = []) => [...said.filter(({ id }) => id !== message.id), message]);
  };
  const asking = useMutation({
    mutationFn: (text: string) => {
      const id = (client.getQueryData(query.queryKey)?.at(-1)?.id ?? 0) + 1;
      const timestamp = new Date().toISOString();
      show({ id, role: 'user', content: text, message_chain: [], timestamp, is_final: true });
      return askPipeline(uuid, type, text, begin(), show);
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: query.queryKey }),
        client.invalidateQueries({ queryKey: ['pipeline-runs', uuid] }),
      ]),
  });
  return {
    messages,
    ask: asking.mutate,
    stop,
    isAsking: asking.isPending,
    error: withoutStop(asking.error),
    forgetError: asking.reset,
  };
}
