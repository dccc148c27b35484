/** Ends with the signal or after a time, whether or not the work minds its own signal. */
export function boundedCall<T>(
  signal: AbortSignal,
  mostMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const giveUp = (reason: string): void => {
      reject(new Error(reason));
      controller.abort();
    };
    const leave = (): void => giveUp('was cancelled');
    const timer = setTimeout(() => giveUp(`took longer than ${mostMs / 1000} seconds`), mostMs).unref();
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    };
    void work(controller.signal).then(resolve, reject).finally(settle);
  });
}
