import { parsedJson } from './json-value.js';

/** What a provider said when it refused. */
export interface ProviderWords {
  /** A sentence for people; empty when there is none. */
  text: string;
  /** Its machine-readable codes and types, joined; empty when there are none. */
  codes: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Where providers put their sentence, most specific first; the second half are the Chinese clouds' habits, the capitals Tencent's. */
const SENTENCE_FIELDS = [
  'message',
  'msg',
  'detail',
  'error_description',
  'error_msg',
  'status_msg',
  'title',
  'reason',
  'Message',
  'Msg',
];
const CODE_FIELDS = ['code', 'type', '__type', 'error_code', 'status', 'status_code', 'Code'];
const NESTED_FIELDS = ['error', 'errors', 'detail', 'base_resp', 'data', 'metadata', 'Response', 'Error', 'ErrorMsg'];

const TAGS = /<(script|style)\b[\s\S]*?<\/\1>|<[^<>]*>/gi;

/** Reads the body of a refusal, JSON or not. */
export function readWords(body: string): ProviderWords {
  const json = parsedJson(body);
  if (typeof json === 'string') return { text: tidy(json), codes: '' };
  if (typeof json !== 'object' || json === null) return { text: tidy(body.replace(TAGS, ' ')), codes: '' };
  const levels = [...levelsOf(json, 3)].reverse();
  const text = levels.map(sentenceOf).find((sentence) => sentence !== '') ?? '';
  return { text: tidy(text === '' ? body : text), codes: levels.flatMap(codesOf).join(' ') };
}

/** The object itself and those inside it that may hold the sentence, the innermost last. */
function* levelsOf(json: object, depth: number): Generator<Json> {
  const level = (Array.isArray(json) ? { errors: json[0] as unknown } : json) as Json;
  yield level;
  if (depth === 0) return;
  for (const field of NESTED_FIELDS) {
    const inner = level[field];
    if (typeof inner === 'object' && inner !== null) yield* levelsOf(inner, depth - 1);
  }
}

function sentenceOf(level: Json): string {
  const values = [...SENTENCE_FIELDS, 'error', 'errors'].map((field) => level[field]);
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '') ?? '';
}

function codesOf(level: Json): string[] {
  return CODE_FIELDS.map((field) => level[field])
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
