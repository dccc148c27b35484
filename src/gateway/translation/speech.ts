import { withoutUndefined } from '../../providers/adapters/request-shape.js';
import type { SpeechFormat, SpeechRequest } from '../../providers/calls/other-calls.js';
import { demandFields, type FieldRules } from './field-rules.js';
import { RequestField } from './request-field.js';

const FORMATS: readonly SpeechFormat[] = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'];

const SPEECH_FIELDS: FieldRules = {
  model: 'read',
  input: 'read',
  voice: 'read',
  response_format: 'read',
  speed: 'read',
  stream_format: { only: ['audio'] },
  instructions: 'refused',
};

/** The body of OpenAI's speech ("Create speech" of its API reference); a voice may be left to the vendor. */
export function readSpeechRequest(body: Readonly<Record<string, unknown>>, model: string): SpeechRequest {
  const fields = RequestField.body(body);
  demandFields(fields, SPEECH_FIELDS);
  return {
    model,
    text: fields.at('input').filledText(),
    ...withoutUndefined({
      voice: fields.at('voice').optional((field) => field.filledText()),
      format: fields.at('response_format').optional((field) => field.oneOf(FORMATS)),
      speed: fields.at('speed').optional((field) => field.number(0.25, 4)),
    }),
  };
}
