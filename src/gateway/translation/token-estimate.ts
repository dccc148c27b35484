import type { ChatMessage, ChatRequest } from '../../providers/calls/chat-call.js';

/**
 * The encoder takes time with the square of a run without spaces, of which a hostile text is one: so texts go to it in
 * pieces, at the price of a token or so for each cut.
 */
const PIECE_CHARACTERS = 256;

/** Of a longer text as many pieces are counted, evenly spread, and the rest taken to be like them. */
const MOST_PIECES = 64;

/** What every vendor adds to a message for its role and bounds, roughly. */
const TOKENS_PER_MESSAGE = 4;

/** Pictures count by their size, which is not known here; this is a middling one of Anthropic's and OpenAI's. */
const TOKENS_PER_IMAGE = 1_000;

/** The encoder remembers runs; by default a hundred thousand, of whatever length. */
const REMEMBERED_RUNS = 5_000;

type Counter = (text: string) => number;

let counter: Promise<Counter> | undefined;

/** About how many tokens a text is, by the encoding of OpenAI's models since GPT-4o; others differ by a fifth or so. */
export async function estimateTokens(text: string): Promise<number> {
  if (text === '') return 0;
  counter ??= loadCounter();
  const count = await counter;
  const pieces = samplePieces(text);
  const [counted, characters] = pieces.reduce(
    ([tokens, length], piece) => [tokens + count(piece), length + piece.length],
    [0, 0],
  );
  return Math.max(1, Math.round((counted * text.length) / characters));
}

/** About how many tokens a chat's prompt is, tools and all. */
export async function estimatePromptTokens({
  messages,
  tools = [],
}: Pick<ChatRequest, 'messages' | 'tools'>): Promise<number> {
  const said = await estimateTokens([...messages.map(textOf), ...tools.map((tool) => JSON.stringify(tool))].join('\n'));
  const images = messages.reduce((sum, message) => sum + imagesIn(message), 0);
  return said + messages.length * TOKENS_PER_MESSAGE + images * TOKENS_PER_IMAGE;
}

/** Loaded on first use: the ranks of its 200,000 tokens take some 60 MB and a fifth of a second. */
async function loadCounter(): Promise<Counter> {
  const { countTokens, setMergeCacheSize } = await import('gpt-tokenizer/encoding/o200k_base');
  setMergeCacheSize(REMEMBERED_RUNS);
  // What looks like a control token is a text like any other here, where the encoder would throw.
  const disallowedSpecial = new Set<string>();
  return (text) => countTokens(text, { disallowedSpecial });
}

function samplePieces(text: string): readonly string[] {
  const pieces = Math.ceil(text.length / PIECE_CHARACTERS);
  const taken = Math.min(pieces, MOST_PIECES);
  return Array.from({ length: taken }, (_, index) => {
    const start = Math.floor((index * pieces) / taken) * PIECE_CHARACTERS;
    return text.slice(start, start + PIECE_CHARACTERS);
  });
}

function textOf(message: ChatMessage): string {
  switch (message.role) {
    case 'user':
      if (typeof message.content === 'string') return message.content;
      return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
    case 'assistant':
      return [message.content, ...(message.toolCalls ?? []).map((call) => `${call.name} ${call.arguments}`)].join('\n');
    default:
      return message.content;
  }
}

function imagesIn(message: ChatMessage): number {
  if (message.role !== 'user' || typeof message.content === 'string') return 0;
  return message.content.filter(({ type }) => type === 'image').length;
}
