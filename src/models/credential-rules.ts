import { BadInputError } from '../kernel/app-error.js';
import type { ModelType } from '../kernel/model-type.js';
import { readCredential } from '../providers/credential-spec.js';
import type { Factory } from '../providers/factory.js';
import type { ModelRequest } from './model-request.js';

const SPARK = 'XunFei Spark';
/** Texts of these two never mention the individual model. */
const WITHOUT_SUFFIX = ['Tencent Hunyuan', 'Tencent Cloud'];

/**
 * The credential that a request holds, or RAGFlow's text for what is missing. All fields of a special factory are
 * required on this surface, and the text names them all.
 * @param type of the individual model; null for a whole factory
 * @throws BadInputError
 */
export function readRequestCredential(
  factory: Factory,
  request: ModelRequest,
  type: ModelType | null,
): Record<string, string> {
  if (factory.name === SPARK && type === null) return readSparkFactoryKey(request);
  const reading = readCredential(factory, request, type);
  for (const name of reading.wrongType) throw new BadInputError(`Field ${name} must be a string`);
  if (reading.missing.length + reading.blank.length > 0) {
    const isBlank = reading.missing.length === 0;
    throw new BadInputError(missingText(factory, reading.fields.filter((field) => field.required).map((field) => field.name), type, isBlank)); // prettier-ignore
  }
  for (const { message } of reading.invalid) throw new BadInputError(message);
  return { ...reading.credential };
}

/** RAGFlow asks for a plain `api_key` here, although the factory has no models to add. */
function readSparkFactoryKey({ api_key: apiKey }: ModelRequest): Record<string, string> {
  const isGiven = typeof apiKey === 'string' ? apiKey.trim() !== '' : apiKey !== undefined && apiKey !== null;
  if (!isGiven) throw new BadInputError(`api_key is required for ${SPARK} factory-level addition`);
  return {};
}

function missingText(factory: Factory, fields: readonly string[], type: ModelType | null, isBlank: boolean): string {
  if (factory.name === SPARK && type !== null) return sparkText(fields, type);
  if (fields.length === 1 && fields[0] === 'api_key') return apiKeyText(type, isBlank);
  const scope = type === null || WITHOUT_SUFFIX.includes(factory.name) ? '' : ' individual model addition';
  return `${listOf(fields)} are required for ${factory.name}${scope}`;
}

function apiKeyText(type: ModelType | null, isBlank: boolean): string {
  if (type !== null) return 'api_key is required for individual model addition';
  return isBlank
    ? 'api_key is required for factory-level addition'
    : 'api_key or appropriate authentication fields are required for factory-level addition';
}

function sparkText(fields: readonly string[], type: ModelType): string {
  const verb = fields.length === 1 ? 'is' : 'are';
  return `${listOf(fields)} ${verb} required for ${SPARK} ${type === 'tts' ? 'TTS' : type} models`;
}

/** `a`, `a and b`, `a, b, and c`. */
function listOf(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
}
