export interface ChunkSize {
  /** In tokens. */
  size: number;
  overlap: number;
}

/** Where a text is cut best, the best first: paragraphs, lines, sentences, words. */
const BOUNDS: readonly RegExp[] = [/(?<=\n\n)/, /(?<=\n)/, /(?<=[.!?…]\s)|(?<=[。！？；])/, /(?<=\s)/];
/** A piece without any of them is cut here: no word is longer. */
const LONGEST_RUN = 200;

/**
 * A text in chunks of about so many tokens, each beginning with the end of the one before, cut where it hurts least.
 * @param count how many tokens a text has
 */
export function splitText(text: string, { size, overlap }: ChunkSize, count: (text: string) => number): string[] {
  const pieces = cut(text, size - overlap, count, 0);
  const chunks: string[] = [];
  let current: Piece[] = [];
  let tokens = 0;
  for (const piece of pieces) {
    if (tokens + piece.tokens > size && current.length > 0) {
      chunks.push(joined(current));
      current = tailOf(current, overlap);
      tokens = sum(current);
    }
    current.push(piece);
    tokens += piece.tokens;
  }
  chunks.push(joined(current));
  return chunks.filter((chunk) => chunk !== '');
}

interface Piece {
  text: string;
  tokens: number;
}

/** Pieces that are as long as the limit lets them be only where nothing divides them; as a rule sentences. */
function cut(text: string, limit: number, count: (text: string) => number, level: number): Piece[] {
  const bound = BOUNDS[level];
  const parts = bound ? text.split(bound) : runsOf(text);
  return parts.flatMap((part) => {
    const tokens = count(part);
    if (tokens <= Math.max(1, limit / 8) || !bound) return [{ text: part, tokens }];
    // Down to sentences always, so that overlaps begin with one; down to words only where a sentence is too long.
    if (level >= 2 && tokens <= limit) return [{ text: part, tokens }];
    return cut(part, limit, count, level + 1);
  });
}

function runsOf(text: string): string[] {
  return text.match(new RegExp(`[^]{1,${LONGEST_RUN}}`, 'gu')) ?? [];
}

/** Of pieces those at the end that make up no more than the overlap. */
function tailOf(pieces: readonly Piece[], overlap: number): Piece[] {
  let from = pieces.length;
  let tokens = 0;
  for (let index = pieces.length - 1; index > 0; index--) {
    tokens += pieces[index]?.tokens ?? 0;
    if (tokens > overlap) break;
    from = index;
  }
  return pieces.slice(from);
}

function sum(pieces: readonly Piece[]): number {
  return pieces.reduce((total, { tokens }) => total + tokens, 0);
}

function joined(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join('')
    .trim();
}
