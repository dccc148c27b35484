import type { TokenUsage } from '../../providers/calls/token-usage.js';

const NAME = '"usage"';
/** What is remembered of an answer's end. */
const MOST_BYTES = 256 * 1024;
/** Nearly always it stands there. */
const NEAR_END = 2048;

/** Reads from an answer that passes by what the provider counted. */
export interface UsageReader {
  add(chunk: Buffer): void;
  /** Null when the provider did not say. */
  read(): TokenUsage | null;
  /** As much of the answer as is remembered. */
  text(): string;
}

/** The end of an answer, remembered without copying. */
class Tail {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  add(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size > MOST_BYTES && this.chunks.length > 1) this.size -= this.chunks.shift()?.length ?? 0;
  }

  /** @param least that are enough */
  bytes(least = MOST_BYTES): Buffer {
    let from = this.chunks.length;
    for (let size = 0; from > 0 && size < least;) size += this.chunks[--from]?.length ?? 0;
    return joined(from === 0 ? this.chunks : this.chunks.slice(from));
  }
}

/** Inside of strings quotes are escaped, so the name with bare quotes is always a member. */
export class OpenAiUsage implements UsageReader {
  private readonly tail = new Tail();

  add(chunk: Buffer): void {
    this.tail.add(chunk);
  }

  read(): TokenUsage | null {
    return usageInText(latin(this.tail.bytes(NEAR_END))) ?? usageInText(latin(this.tail.bytes()));
  }

  text(): string {
    return this.tail.bytes().toString();
  }
}

/** The last one. */
function usageInText(text: string): TokenUsage | null {
  for (let at = text.lastIndexOf(NAME); at !== -1; at = at === 0 ? -1 : text.lastIndexOf(NAME, at - 1)) {
    const usage = usageIn(objectAt(text, at + NAME.length) ?? {});
    if (usage) return usage;
  }
  return null;
}

/** Anthropic's streams tell the prompt at the start and what was generated at the end, so both ends are remembered. */
export class AnthropicUsage implements UsageReader {
  private readonly first: Buffer[] = [];
  private firstSize = 0;
  private readonly last = new Tail();

  add(chunk: Buffer): void {
    if (this.firstSize < MOST_BYTES) {
      this.first.push(chunk);
      this.firstSize += chunk.length;
    } else this.last.add(chunk);
  }

  read(): TokenUsage | null {
    const text = latin(this.bytes());
    const found: Record<string, unknown> = {};
    for (let at = text.indexOf(NAME); at !== -1; at = text.indexOf(NAME, at + 1)) {
      Object.assign(found, objectAt(text, at + NAME.length));
    }
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
    return Buffer.concat([...this.first, this.last.bytes()]);
  }
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

function joined(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks);
}

/** A character a byte: what is read from it is digits and names. */
function latin(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/** The object that is the value of a member whose name ends there; null when there is none. */
function objectAt(text: string, from: number): Record<string, unknown> | null {
  const start = text.indexOf('{', from);
  if (start === -1 || text.slice(from, start).trim() !== ':') return null;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return parsed(text.slice(start, at + 1));
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
