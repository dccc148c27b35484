import { useMutation } from '@tanstack/react-query';
import { useAbort, withoutStop } from '../../ui/use-abort.js';

/** A call that can be stopped, and is when its panel goes away. */
export function useCall<Input, Output>(call: (input: Input, signal: AbortSignal) => Promise<Output>) {
  const { begin, stop } = useAbort();
  const mutation = useMutation({ mutationFn: (input: Input) => call(input, begin()) });
  return {
    run: mutation.mutate,
    stop,
    isRunning: mutation.isPending,
    result: mutation.data,
    error: withoutStop(mutation.error),
  };
}
