/** A corpus that is the same each time: texts about topics, and questions made of some words of a text. */
const VOCABULARY = 20_000;
const TOPICS = 500;
const WORDS_OF_TOPIC = 120;
const WORDS_OF_CHUNK = 60;
const WORDS_OF_QUESTION = 10;

export function makeCorpus({ chunks: count, dimension, queries }) {
  const random = randomNumbers(42);
  const pick = (length) => Math.floor(random() * length);
  const topics = Array.from({ length: TOPICS }, () => Array.from({ length: WORDS_OF_TOPIC }, () => pick(VOCABULARY)));
  const chunks = Array.from({ length: count }, () => {
    const topic = topics[pick(TOPICS)];
    // A third are the words that everybody uses, the rare ones rarely.
    const words = Array.from({ length: WORDS_OF_CHUNK }, () =>
      random() < 0.33 ? Math.floor(VOCABULARY * random() ** 4) : topic[pick(WORDS_OF_TOPIC)],
    );
    return { text: textOf(words), vector: embed(words, dimension) };
  });
  const questions = Array.from({ length: queries }, () => {
    const source = chunks[pick(count)].text.split(' ').map((word) => Number(word.slice(1)));
    const words = Array.from({ length: WORDS_OF_QUESTION }, () => source[pick(source.length)]);
    return { text: textOf(words.slice(0, 3)), vector: embed(words, dimension) };
  });
  return { chunks, questions, dimension };
}

function textOf(words) {
  return words.map((word) => `w${word}`).join(' ');
}

/** A bag of words, each hashed to eight places with signs; of length 1. */
function embed(words, dimension) {
  const vector = new Float32Array(dimension);
  for (const word of words) {
    let hash = Math.imul(word + 1, 2654435761) >>> 0;
    for (let place = 0; place < 8; place++) {
      hash = (Math.imul(hash ^ (hash >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
      vector[hash % dimension] += hash & 0x10000 ? 1 : -1;
    }
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((number) => number / length);
}

/** mulberry32 */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
