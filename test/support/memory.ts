import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const SAMPLE_MS = 200;

/** What is in use once nothing unused is left, in megabytes. */
function inUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

/** By how many megabytes memory grew at most while something ran; garbage does not count. */
export async function greatestGrowth(run: () => Promise<unknown>): Promise<number> {
  const before = inUse();
  let most = before;
  const sampling = setInterval(() => (most = Math.max(most, inUse())), SAMPLE_MS);
  try {
    await run();
  } finally {
    clearInterval(sampling);
  }
  return Math.max(most, inUse()) - before;
}
