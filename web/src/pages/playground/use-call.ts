import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/** A call that can be stopped, and is when its panel goes away. */
export function useCall<Input, Output>(call: (input: Input, signal: AbortSignal) => Promise<Output>) {
  const controller = useRef<AbortController | null>(null);
  const mutation = useMutation({
    mutationFn: (input: Input) => {
      controller.current = new AbortController();
      return call(input, controller.current.signal);
    },
  });
  useEffect(() => () => controller.current?.abort(), []);
  const wasStopped = mutation.error?.name === 'AbortError';
  return {
    run: mutation.mutate,
    stop: () => controller.current?.abort(),
    isRunning: mutation.isPending,
    result: mutation.data,
    error: wasStopped ? null : mutation.error,
  };
}
