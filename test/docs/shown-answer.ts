/** What a page leaves out of an answer: anything may stand there. */
const ELLIPSIS = '…';

/** Whether an answer holds all that a page shows of it: other fields may be there, and `…` stands for anything. */
export function holdsJson(real: unknown, shown: unknown): boolean {
  if (typeof shown === 'string') return typeof real === 'string' ? matches(real, shown) : shown === ELLIPSIS;
  if (Array.isArray(shown)) return Array.isArray(real) && holdsItems(real, shown);
  if (typeof shown !== 'object' || shown === null) return Object.is(real, shown);
  if (typeof real !== 'object' || real === null) return false;
  return Object.entries(shown).every(
    ([name, value]) => name in real && holdsJson((real as Record<string, unknown>)[name], value),
  );
}

/** Each shown item has one of its own among the real ones, in the same order. */
function holdsItems(real: readonly unknown[], shown: readonly unknown[]): boolean {
  let from = 0;
  return shown.every((item) => {
    if (item === ELLIPSIS) return true;
    const found = real.findIndex((each, index) => index >= from && holdsJson(each, item));
    from = found + 1;
    return found !== -1;
  });
}

/** Whether an output has each line that a page shows of it, in order. */
export function holdsLines(real: string, shown: string): boolean {
  const lines = real.split(/\r?\n/);
  let from = 0;
  return shown
    .split('\n')
    .filter((line) => line.trim() !== '' && line.trim() !== ELLIPSIS)
    .every((line) => {
      const found = lines.findIndex((each, index) => index >= from && matches(each.trim(), line.trim()));
      from = found + 1;
      return found !== -1;
    });
}

function matches(real: string, shown: string): boolean {
  const pieces = shown.split(ELLIPSIS).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('[\\s\\S]*')}$`).test(real);
}
