import { useEffect, useRef } from 'react';

/** One request at a time that can be stopped, and is when what asked for it goes away. */
export function useAbort() {
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    /** For the next request. */
    begin: (): AbortSignal => {
      controller.current = new AbortController();
      return controller.current.signal;
    },
    stop: (): void => controller.current?.abort(),
  };
}

/** What went wrong; being stopped is nothing wrong. */
export function withoutStop(error: Error | null): Error | null {
  return error?.name === 'AbortError' ? null : error;
}
