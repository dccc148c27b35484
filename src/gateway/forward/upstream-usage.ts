import type { TokenUsage } from '../../providers/calls/token-usage.js';
import { KeptBytes } from './kept-bytes.js';

const NAME = '"usage"';
/** What is remembered of an answer's end. */
const MOST_BYTES = 256 * 1024;
/** Nearly always it stands within so many bytes of the end. */
const NEAR_END = 2048;
/** Where a name stands more often, those in the middle are not looked at: a hostile answer is nothing else. */
const MOST_PLACES = 64;
/** What an object with counts may take. */
const MOST_OBJECT = 16 * 1024;

/** Reads from an answer that passes by what the provider counted. */
export interface UsageReader {
  add(chunk: Buffer): void;
  /** Null when the provider did not say. */
  read(): TokenUsage | null;
  /** As much of the answer as is remembered. */
  text(): string;
  /** How many times as long the whole answer was. */
  readonly wholeToText: number;
}

/** Inside of strings quotes are escaped, so the name with bare quotes is always a member. */
export class OpenAiUsage implements UsageReader {
  private readonly tail = new KeptBytes();
  private seen = 0;

  get wholeToText(): number {
    return this.seen === 0 ? 1 : this.seen / this.tail.size;
  }

  add(chunk: Buffer): void {
    this.seen += chunk.length;
    this.tail.add(chunk);
    this.tail.keepLast(MOST_BYTES);
  }

  read(): TokenUsage | null {
    return lastUsageIn(this.tail.end(NEAR_END)) ?? lastUsageIn(this.tail.joined());
  }

  text(): string {
    return this.tail.joined().toString();
  }
}

/** Anthropic's streams tell the prompt at the start and what was generated at the end, so both ends are remembered. */
export class AnthropicUsage implements UsageReader {
  private readonly first = new KeptBytes();
  private readonly last = new KeptBytes();
  private seen = 0;

  get wholeToText(): number {
    return this.seen === 0 ? 1 : this.seen / (this.first.size + this.last.size);
  }

  add(chunk: Buffer): void {
    this.seen += chunk.length;
    if (this.first.size < MOST_BYTES) this.first.add(chunk);
    else {
      this.last.add(chunk);
      this.last.keepLast(MOST_BYTES);
    }
  }

  read(): TokenUsage | null {
    const objects = usageObjects(this.bytes());
    const last = (name: CountName): number | null =>
      objects.reduceRight<number | null>((found, object) => found ?? countIn(object, name), null);
    const input = last('input_tokens');
    const output = last('output_tokens');
    if (input === null && output === null) return null;
    const cachedInputTokens = last('cache_read_input_tokens') ?? 0;
    const cacheWriteTokens = last('cache_creation_input_tokens') ?? 0;
    return {
      // Theirs leaves out what went through the cache.
      inputTokens: (input ?? 0) + cachedInputTokens + cacheWriteTokens,
      outputTokens: output ?? 0,
      cachedInputTokens,
      cacheWriteTokens,
      reasoningTokens: 0,
    };
  }

  text(): string {
    return this.bytes().toString();
  }

  private bytes(): Buffer {
    return Buffer.concat([this.first.joined(), this.last.joined()]);
  }
}

function lastUsageIn(bytes: Buffer): TokenUsage | null {
  // A character a byte: what is read from it is digits and names.
  const text = bytes.toString('latin1');
  let at = text.lastIndexOf(NAME);
  for (let looked = 0; at !== -1 && looked < MOST_PLACES; looked += 1) {
    const object = objectAfter(text, at);
    const usage = object === null ? null : usageIn(object);
    if (usage) return usage;
    at = at === 0 ? -1 : text.lastIndexOf(NAME, at - 1);
  }
  return null;
}

function usageIn(object: string): TokenUsage | null {
  const input = countIn(object, 'prompt_tokens') ?? countIn(object, 'input_tokens');
  const output = countIn(object, 'completion_tokens') ?? countIn(object, 'output_tokens');
  const total = countIn(object, 'total_tokens');
  if (input === null && output === null && total === null) return null;
  return {
    inputTokens: input ?? Math.max(0, (total ?? 0) - (output ?? 0)),
    outputTokens: output ?? 0,
    cachedInputTokens: countIn(object, 'cached_tokens') ?? countIn(object, 'prompt_cache_hit_tokens') ?? 0,
    cacheWriteTokens: 0,
    reasoningTokens: countIn(object, 'reasoning_tokens') ?? 0,
  };
}

/** The texts of the objects that are the values of members with that name, in their order. */
function usageObjects(bytes: Buffer): readonly string[] {
  // A character a byte: what is read from it is digits and names.
  const text = bytes.toString('latin1');
  const places: number[] = [];
  for (let at = text.indexOf(NAME); at !== -1; at = text.indexOf(NAME, at + NAME.length)) places.push(at);
  if (places.length > MOST_PLACES) places.splice(MOST_PLACES / 2, places.length - MOST_PLACES);
  return places.map((place) => objectAfter(text, place)).filter((object) => object !== null);
}

/** The object that is the value of the member whose name stands there; null when it is none. */
function objectAfter(whole: string, at: number): string | null {
  const from = at + NAME.length;
  const text = whole.slice(from, from + MOST_OBJECT);
  const start = text.indexOf('{');
  if (start === -1 || text.slice(0, start).trim() !== ':') return null;
  let depth = 0;
  let open = start;
  let close = text.indexOf('}', start);
  while (close !== -1) {
    if (open !== -1 && open < close) {
      depth += 1;
      open = text.indexOf('{', open + 1);
    } else {
      depth -= 1;
      if (depth === 0) return text.slice(start, close + 1);
      close = text.indexOf('}', close + 1);
    }
  }
  return null;
}

/** Names of counts; those of details are unique among all of them, so that their depth does not matter. */
const QUOTED = {
  prompt_tokens: '"prompt_tokens"',
  completion_tokens: '"completion_tokens"',
  input_tokens: '"input_tokens"',
  output_tokens: '"output_tokens"',
  total_tokens: '"total_tokens"',
  cached_tokens: '"cached_tokens"',
  prompt_cache_hit_tokens: '"prompt_cache_hit_tokens"',
  reasoning_tokens: '"reasoning_tokens"',
  cache_read_input_tokens: '"cache_read_input_tokens"',
  cache_creation_input_tokens: '"cache_creation_input_tokens"',
} as const;

type CountName = keyof typeof QUOTED;

const [COLON, SPACE, COMMA, BRACE_END, DIGIT_0, DIGIT_9] = [0x3a, 0x20, 0x2c, 0x7d, 0x30, 0x39];
/** Of more, a sum may be no integer that JavaScript knows. */
const MOST_PLAIN_DIGITS = 15;

/** What follows a name: a number that is no less than 0, and the end of the member. */
const COUNT = /\s*:\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*[,}]/y;

/** A member's number, found without parsing all of the object, which costs a multiple; null when there is none. */
function countIn(object: string, name: CountName): number | null {
  const at = object.indexOf(QUOTED[name]);
  if (at === -1) return null;
  const from = at + QUOTED[name].length;
  return plainCountAt(object, from) ?? anyCountAt(object, from);
}

/** Digits behind a colon, as nearly all write it: no expression is as cheap as that. Null for anything else. */
function plainCountAt(object: string, from: number): number | null {
  if (object.charCodeAt(from) !== COLON) return null;
  const start = object.charCodeAt(from + 1) === SPACE ? from + 2 : from + 1;
  let count = 0;
  for (let at = start; at <= start + MOST_PLAIN_DIGITS; at += 1) {
    const code = object.charCodeAt(at);
    if (code >= DIGIT_0 && code <= DIGIT_9) count = count * 10 + (code - DIGIT_0);
    else return at > start && (code === COMMA || code === BRACE_END) ? count : null;
  }
  return null;
}

function anyCountAt(object: string, from: number): number | null {
  COUNT.lastIndex = from;
  const digits = COUNT.exec(object)?.[1];
  if (digits === undefined) return null;
  const count = Math.round(Number(digits));
  return Number.isFinite(count) ? count : null;
}
