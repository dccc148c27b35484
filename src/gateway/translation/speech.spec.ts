import { readSpeechRequest } from './speech.js';

describe('a speech request', () => {
  it('is read', () => {
    const body = { model: 'alias', input: 'Hi', voice: 'alloy', response_format: 'wav', speed: 1.5 };

    expect(readSpeechRequest({ ...body, stream_format: 'audio' }, 'm')).toEqual({
      model: 'm',
      text: 'Hi',
      voice: 'alloy',
      format: 'wav',
      speed: 1.5,
    });
    expect(readSpeechRequest({ input: 'Hi' }, 'm')).toEqual({ model: 'm', text: 'Hi' });
  });

  it.each([
    [{ input: '' }, 'input', null, 'input must not be empty'],
    [{ voice: { id: 'v' } }, 'voice', null, 'voice must be a string'],
    [
      { response_format: 'ogg' },
      'response_format',
      null,
      'response_format must be one of mp3, opus, aac, flac, wav, pcm',
    ],
    [{ speed: 5 }, 'speed', null, 'speed must be a number from 0.25 to 4'],
    [
      { instructions: 'Whisper' },
      'instructions',
      'unsupported_parameter',
      'instructions is not supported for this model',
    ],
    [
      { stream_format: 'sse' },
      'stream_format',
      'unsupported_parameter',
      'stream_format is supported for this model as "audio" only',
    ],
  ])('names field and rule: %j', (fields, param, code, message) => {
    expect(() => readSpeechRequest({ input: 'Hi', ...fields }, 'm')).toThrow(
      expect.objectContaining({ status: 400, param, code, message }),
    );
  });
});
