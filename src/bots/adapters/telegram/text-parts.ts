/** As much as Telegram takes in one message, in UTF-16 units. */
export const LONGEST_TEXT = 4096;

/** Cuts a text into parts that fit, at a line's end or a space where there is one in the second half. */
export function textParts(text: string, longest = LONGEST_TEXT): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const end = endOf(rest, longest);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

function endOf(text: string, longest: number): number {
  for (const mark of ['\n', ' ']) {
    const at = text.lastIndexOf(mark, longest - 1);
    if (at >= longest / 2) return at + 1;
  }
  const last = text.charCodeAt(longest - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return splitsPair ? longest - 1 : longest;
}
