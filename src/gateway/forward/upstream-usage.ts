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
}

/** Inside of strings quotes are escaped, so the name with bare quotes is always a member. */
export class OpenAiUsage implements UsageReader {
  private readonly tail = new KeptBytes();

  add(chunk: Buffer): void {
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

  add(chunk: Buffer): void {
    if (this.first.size < MOST_BYTES) this.first.add(chunk);
    else {
      this.last.add(chunk);
      this.last.keepLast(MOST_BYTES);
    }
  }

  read(): TokenUsage | null {
    const found: Record<string, unknown> = {};
    for (const object of usageObjects(this.bytes())) Object.assign(found, object);
    const input = countOf(found['input_tokens']);
    const output = countOf(found['output_tokens']);
    if (input === null && output === null) return null;
    const cachedInputTokens = countOf(found['cache_read_input_tokens']) ?? 0;
    const cacheWriteTokens = countOf(found['cache_creation_input_tokens']) ?? 0;
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
  return usageObjects(bytes).reduceRight<TokenUsage | null>((found, object) => found ?? usageIn(object), null);
}

function usageIn(fields: Readonly<Record<string, unknown>>): TokenUsage | null {
  const input = countOf(fields['prompt_tokens'] ?? fields['input_tokens']);
  const output = countOf(fields['completion_tokens'] ?? fields['output_tokens']);
  const total = countOf(fields['total_tokens']);
  if (input === null && output === null && total === null) return null;
  const cached = countOf(detail(fields['prompt_tokens_details'], 'cached_tokens') ?? fields['prompt_cache_hit_tokens']);
  const reasoning = countOf(detail(fields['completion_tokens_details'], 'reasoning_tokens'));
  return {
    inputTokens: input ?? Math.max(0, (total ?? 0) - (output ?? 0)),
    outputTokens: output ?? 0,
    cachedInputTokens: cached ?? 0,
    cacheWriteTokens: 0,
    reasoningTokens: reasoning ?? 0,
  };
}

/** The values of the members with that name that are objects, in their order. */
function usageObjects(bytes: Buffer): Record<string, unknown>[] {
  // A character a byte: what is read from it is digits and names.
  const text = bytes.toString('latin1');
  const places: number[] = [];
  for (let at = text.indexOf(NAME); at !== -1; at = text.indexOf(NAME, at + NAME.length)) places.push(at + NAME.length);
  if (places.length > MOST_PLACES) places.splice(MOST_PLACES / 2, places.length - MOST_PLACES);
  return places.map((place) => objectAt(text.slice(place, place + MOST_OBJECT))).filter((object) => object !== null);
}

/** The object that is the value of a member, at the end of whose name the text begins; null when it is none. */
function objectAt(text: string): Record<string, unknown> | null {
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
      if (depth === 0) return parsed(text.slice(start, close + 1));
      close = text.indexOf('}', close + 1);
    }
  }
  return null;
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function detail(details: unknown, name: string): unknown {
  return typeof details === 'object' && details !== null ? (details as Record<string, unknown>)[name] : undefined;
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
}
