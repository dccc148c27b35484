/**
 * What a terminal would act on instead of showing it: control characters of both sets, line and paragraph separators,
 * and what turns the direction of text. Names come from other people.
 */
// eslint-disable-next-line no-control-regex -- these are what it is about
const ACTED_ON = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** @returns the text in one line, with everything that a terminal would act on shown as an escape */
export function printable(text: string): string {
  return text.replace(ACTED_ON, (character) => SHORT[character] ?? escaped(character));
}

/** Text of several lines, tabs among them, and nothing else that a terminal would act on. */
export function printableLines(text: string): string {
  const parts = text.replaceAll('\r\n', '\n').split(/([\n\t])/);
  return parts.map((part, index) => (index % 2 === 1 ? part : printable(part))).join('');
}

/** A file as it comes, piece by piece, as a terminal can show it; its lines may end as Windows has it. */
export async function* printablePieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) yield printableLines(decoder.decode(piece, { stream: true }).replaceAll('\r', ''));
}

/** JSON that says the same, and that a terminal can show. */
export function printableJson(data: unknown): string {
  return (JSON.stringify(data, null, 2) ?? 'null').replace(ACTED_ON, (character) =>
    character === '\n' ? character : escaped(character),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
