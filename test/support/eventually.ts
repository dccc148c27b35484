const WITHIN_MS = 15_000;
const PAUSE_MS = 20;

/** Repeats a check until it no longer throws: for what another process or a background task must catch up with. */
export async function eventually(check: () => Promise<void> | void, withinMs = WITHIN_MS): Promise<void> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
