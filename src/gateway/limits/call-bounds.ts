import type { Demand, Foreseen } from '../../limits/metering/demand.js';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import type { OtherUnits } from '../../providers/prices/price-list.js';

/** How much a call may use, as far as its request tells. */
export interface CallBounds {
  input: Foreseen;
  /** Tokens that the client allows for one answer; null when it does not say. */
  output: number | null;
  /** Answers that it asks for; one where it is left out. */
  choices?: number;
  units: OtherUnits;
}

/** Of English a token has four and a half, of code three; of other scripts as many bytes but fewer characters. */
const CHARACTERS_PER_TOKEN = 3;
/** A middling picture, and one that is dear. */
const TOKENS_PER_PICTURE = 1_000;
const MOST_TOKENS_PER_PICTURE = 3_000;
/** What vendors add to a prompt of their own. */
const TOKENS_AROUND = 512;
/** What answers have when nobody says how long they may be. */
const USUAL_ANSWER = 2_048;
/** Where not even the model's own limit is known. */
const LONGEST_ANSWER = 32_768;

const PICTURES = new Set(['image', 'image_url', 'input_audio', 'file', 'document']);
/** Of hostile bodies; what is deeper or more is not looked at. */
const MOST_PARTS = 100_000;

/** What a request of one model may use: a prompt has at most one token for each byte. */
export function demandOf({ fullName, maxOutputTokens, contextLength, price }: ModelRoute, bounds: CallBounds): Demand {
  const { input, output, choices = 1, units } = bounds;
  const longestOne = output ?? maxOutputTokens ?? contextLength ?? LONGEST_ANSWER;
  const longest = longestOne * choices;
  const usual = (output ?? Math.min(longestOne, USUAL_ANSWER)) * choices;
  const expected = price?.mostFor(input.expected, usual, units) ?? null;
  const most = price?.mostFor(input.most, longest, units) ?? null;
  return {
    model: fullName,
    tokens: { expected: input.expected + usual, most: input.most + longest },
    money: expected === null || most === null ? null : { expected, most },
  };
}

/** Of a chat, in OpenAI's words or Anthropic's. @param bytes of the request's body */
export function chatBounds(fields: Readonly<Record<string, unknown>>, bytes: number): CallBounds {
  // Of two, providers know one or the other.
  const allowed = [fields['max_completion_tokens'], fields['max_tokens']].map(positive).filter((each) => each !== null);
  const choices = positive(fields['n']) ?? 1;
  const prompt = [fields['messages'], fields['tools'], fields['system'], fields['functions']];
  return {
    input: inputOf(prompt, bytes),
    output: allowed.length === 0 ? null : Math.max(...allowed),
    choices,
    units: {},
  };
}

/** Of a call that generates nothing. */
export function inputBounds(input: unknown, bytes: number, units: OtherUnits = {}): CallBounds {
  return { input: inputOf(input, bytes), output: 0, units };
}

/** Of a transcription: how long somebody talks is in the sound. */
export const UNKNOWN_TALK: CallBounds = { input: { expected: 0, most: 0 }, output: null, units: {} };

/** Of a chat of which somebody says how long it is. @param output tokens that it allows; null when it does not say */
export function countedChatBounds(tokens: number, output: number | null): CallBounds {
  return { input: withSurroundings(tokens, tokens), output, units: {} };
}

/** Of a call that generates nothing, of which somebody says how long it is. */
export function countedInputBounds(
  tokens: number,
  unitsOf: (characters: number) => OtherUnits = () => ({}),
): CallBounds {
  return { input: withSurroundings(tokens, tokens), output: 0, units: unitsOf(tokens * CHARACTERS_PER_TOKEN) };
}

function inputOf(prompt: unknown, bytes: number): Foreseen {
  const { characters, pictures } = sizeOf(prompt);
  return withSurroundings(
    Math.ceil(characters / CHARACTERS_PER_TOKEN) + pictures * TOKENS_PER_PICTURE,
    bytes + pictures * MOST_TOKENS_PER_PICTURE,
  );
}

function withSurroundings(expected: number, most: number): Foreseen {
  return { expected, most: most + TOKENS_AROUND };
}

function sizeOf(prompt: unknown): { characters: number; pictures: number } {
  const parts = [prompt];
  let [characters, pictures, seen] = [0, 0, 0];
  while (parts.length > 0 && seen < MOST_PARTS) {
    const part = parts.pop();
    seen += 1;
    if (typeof part === 'string') characters += part.length;
    else if (typeof part !== 'object' || part === null) continue;
    else if ('type' in part && typeof part.type === 'string' && PICTURES.has(part.type)) pictures += 1;
    else if (Array.isArray(part)) for (const each of part) parts.push(each);
    else for (const name in part) parts.push((part as Record<string, unknown>)[name]);
  }
  return { characters, pictures };
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.ceil(value) : null;
}
