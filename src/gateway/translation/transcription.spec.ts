import { readTranscriptionRequest, transcript } from './transcription.js';

const file = { fileName: 'a.wav', mediaType: 'audio/wav', data: Buffer.from('RIFF') };

describe('a transcription request', () => {
  it('is read', () => {
    const fields = { model: 'alias', language: 'en', prompt: 'Latchkey', response_format: 'text', temperature: '0' };

    expect(readTranscriptionRequest({ fields, file }, 'm')).toEqual({
      request: { model: 'm', audio: file, language: 'en', prompt: 'Latchkey' },
      format: 'text',
    });
  });

  it('leaves out what is empty', () => {
    const fields = { language: '', prompt: '', response_format: '', temperature: '', stream: 'false' };

    expect(readTranscriptionRequest({ fields, file }, 'm')).toEqual({
      request: { model: 'm', audio: file },
      format: 'json',
    });
  });

  it.each([
    [{ response_format: 'xml' }, 'response_format', null, 'response_format must be one of json, text, verbose_json'],
    [
      { response_format: 'srt' },
      'response_format',
      'unsupported_parameter',
      'response_format is supported for this model as json, text or verbose_json only',
    ],
    [
      { temperature: '0.5' },
      'temperature',
      'unsupported_parameter',
      'temperature is supported for this model as "0" or "0.0" or "" only',
    ],
    [{ stream: 'true' }, 'stream', 'unsupported_parameter', 'stream is supported for this model as "false" or "" only'],
    [
      { 'timestamp_granularities[]': 'word' },
      'timestamp_granularities[]',
      'unsupported_parameter',
      'timestamp_granularities[] is not supported for this model',
    ],
  ])('names field and rule: %j', (fields, param, code, message) => {
    expect(() => readTranscriptionRequest({ fields, file }, 'm')).toThrow(
      expect.objectContaining({ status: 400, param, code, message }),
    );
  });

  it.each([
    [undefined, 'file is required and must be a file'],
    [{ ...file, data: Buffer.alloc(0) }, 'file must not be empty'],
  ])('needs a file', (given, message) => {
    expect(() => readTranscriptionRequest({ fields: {}, ...(given && { file: given }) }, 'm')).toThrow(
      expect.objectContaining({ status: 400, param: 'file', message }),
    );
  });
});

describe('a transcript', () => {
  const answer = { text: 'Hello "you"', durationSeconds: 1.5 };

  it.each([
    ['json', 'application/json; charset=utf-8', '{"text":"Hello \\"you\\""}'],
    ['text', 'text/plain; charset=utf-8', 'Hello "you"\n'],
    [
      'verbose_json',
      'application/json; charset=utf-8',
      '{"task":"transcribe","language":"en","duration":1.5,"text":"Hello \\"you\\""}',
    ],
  ] as const)('may be %s', (format, contentType, body) => {
    expect(transcript(answer, format, 'en')).toEqual({ contentType, body });
  });

  it('does not make up a language or a duration', () => {
    expect(transcript({ text: '', durationSeconds: null }, 'verbose_json').body).toBe(
      '{"task":"transcribe","language":null,"duration":null,"text":""}',
    );
  });
});
