/** Shorter values are removed only where they stand alone: they may also be parts of ordinary words. */
const WORD_LENGTH = 6;

/** A regular expression has no room for more in one go; the parts of a longer text are removed one by one. */
const MAX_PART = 1000;

const REMOVED = '***';

/** Makes a function that takes the given secrets, in every spelling an answer may echo them, out of a text. */
export function secretScrubber(secrets: Iterable<string>): (text: string) => string {
  const spellings = [...secrets].filter((secret) => secret !== '').flatMap(patternsOf);
  const longestFirst = [...new Set(spellings)].sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return (text) => text;
  const pattern = new RegExp(`(?:${longestFirst.join('|')})+`, 'giu');
  return (text) => text.replace(pattern, REMOVED);
}

function patternsOf(secret: string): string[] {
  if (secret.length < WORD_LENGTH) return [`(?<![\\p{L}\\p{N}])${escaped(secret)}(?![\\p{L}\\p{N}])`];
  const plain = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(Buffer.from(secret).toString()),
    new URLSearchParams({ '': secret }).toString().slice(1),
  ];
  return [...plain, ...base64Cores(secret)].flatMap(partsOf).map(escaped);
}

/** Of about the same size, so that the last one is not so short that it stands in ordinary words. */
function partsOf(spelling: string): string[] {
  const characters = Array.from(spelling);
  const size = Math.ceil(characters.length / Math.ceil(characters.length / MAX_PART));
  return characters.flatMap((_, at) => (at % size === 0 ? [characters.slice(at, at + size).join('')] : []));
}

/** The part of the base64 text that stays the same whatever stands before and after the secret, as in `user:secret`. */
function base64Cores(secret: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(from, to), bytes.toString('base64url').slice(from, to)];
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
