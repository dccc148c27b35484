/** The encoder takes time with the square of a run without spaces: texts go to it in pieces. */
const PIECE_CHARACTERS = 256;

/** Loads a counter of tokens as OpenAI's models since GPT-4o have them; others differ by a fifth or so. */
export async function loadTokenCounter(): Promise<(text: string) => number> {
  const { countTokens, setMergeCacheSize } = await import('gpt-tokenizer/encoding/o200k_base');
  setMergeCacheSize(5_000);
  return (text) => {
    let tokens = 0;
    for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
      // Texts hold what looks like special tokens; here they are words like others.
      tokens += countTokens(text.slice(at, at + PIECE_CHARACTERS), { disallowedSpecial: new Set() });
    }
    return tokens;
  };
}
