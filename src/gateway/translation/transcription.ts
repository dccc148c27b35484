import { withoutUndefined } from '../../providers/adapters/request-shape.js';
import type { TranscriptionAnswer, TranscriptionRequest } from '../../providers/calls/other-calls.js';
import { badRequest } from '../gateway-error.js';
import { demandFields, type FieldRules } from './field-rules.js';
import { RequestField } from './request-field.js';

export type TranscriptFormat = 'json' | 'text' | 'verbose_json';

/** A form, read from multipart: fields are text, as forms know nothing else. */
export interface TranscriptionForm {
  fields: Readonly<Record<string, unknown>>;
  /** The field `file`. */
  file?: TranscriptionRequest['audio'];
}

const TRANSCRIPTION_FIELDS: FieldRules = {
  model: 'read',
  language: 'read',
  prompt: 'read',
  response_format: 'read',
  temperature: { only: ['0', '0.0', ''] },
  stream: { only: ['false', ''] },
  chunking_strategy: { only: ['auto', ''] },
  'timestamp_granularities[]': 'refused',
  'include[]': 'refused',
  'known_speaker_names[]': 'refused',
  'known_speaker_references[]': 'refused',
};

/** The form of OpenAI's transcriptions ("Create transcription" of its API reference). */
export function readTranscriptionRequest(
  { fields: form, file }: TranscriptionForm,
  model: string,
): { request: TranscriptionRequest; format: TranscriptFormat } {
  const fields = RequestField.body(form);
  demandFields(fields, TRANSCRIPTION_FIELDS);
  if (file === undefined) throw badRequest('file is required and must be a file', 'file');
  if (file.data.length === 0) throw badRequest('file must not be empty', 'file');
  return {
    request: {
      model,
      audio: file,
      ...withoutUndefined({ language: filled(fields.at('language')), prompt: filled(fields.at('prompt')) }),
    },
    format: readFormat(fields.at('response_format')),
  };
}

/** A transcript in the format asked for. What no provider tells us the same way, as segments, is left out. */
export function transcript(
  { text, durationSeconds }: TranscriptionAnswer,
  format: TranscriptFormat,
  language?: string,
): { contentType: string; body: string } {
  if (format === 'text') return { contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
  const said = format === 'json' ? {} : { task: 'transcribe', language: language ?? null, duration: durationSeconds };
  return { contentType: 'application/json; charset=utf-8', body: JSON.stringify({ ...said, text }) };
}

/** An empty field of a form is one that is left out. */
function filled(field: RequestField): string | undefined {
  const text = field.optional((given) => given.text());
  return text === '' ? undefined : text;
}

function readFormat(field: RequestField): TranscriptFormat {
  const format = filled(field);
  if (format === undefined) return 'json';
  if (['srt', 'vtt', 'diarized_json'].includes(format)) {
    throw field.unsupported('is supported for this model as json, text or verbose_json only');
  }
  return field.oneOf(['json', 'text', 'verbose_json']);
}
