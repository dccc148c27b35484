import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import { LONG_AUDIO } from '../../../../test/support/fake-provider/tencent-asr-protocol.js';
import type { TranscriptionRequest } from '../../calls/other-calls.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { tencentAsrAdapter } from './tencent-asr.adapter.js';
import { voiceFormatOf } from './voice-format.js';

describe('the Tencent speech recognition adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const http = new ProviderHttp(guard.dispatcher);
  const adapter = tencentAsrAdapter(http, 1);
  const options = { signal: new AbortController().signal };
  let fake: FakeProvider;

  const target = (credential?: Record<string, string>): ProviderTarget => fakeTarget(fake, 'Tencent Cloud', credential);
  const spoken = (data: Buffer, model = '16k_zh'): TranscriptionRequest => ({
    model,
    audio: { fileName: 'a.mp3', mediaType: 'audio/mpeg', data },
  });
  const actions = (): unknown[] => fake.requests.map(({ headers }) => headers['x-tc-action']);

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'tencent-asr' });
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('recognises a sentence in one call', async () => {
    await expect(adapter.transcribe!(target(), spoken(Buffer.from('hello')), options)).resolves.toEqual({
      text: '腾讯云语音识别欢迎您。',
      durationSeconds: 2.38,
    });
    expect(fake.requests).toHaveLength(1);
    expect(fake.requests[0]).toMatchObject({
      headers: { 'x-tc-action': 'SentenceRecognition', 'x-tc-version': '2019-06-14' },
      body: { EngSerViceType: '16k_zh', SourceType: 1, VoiceFormat: 'mp3', Data: 'aGVsbG8=', DataLen: 5 },
    });
  });

  it.each([
    ['lasts too long', LONG_AUDIO, '16k_zh', ['SentenceRecognition', 'CreateRecTask']],
    ['is too large', Buffer.alloc(2_359_297), '16k_zh', ['CreateRecTask']],
    ['is for a large model', Buffer.from('hello'), '16k_zh_en', ['CreateRecTask']],
  ])('makes a task of what %s, and asks until it is done', async (_why, data, model, first) => {
    await expect(adapter.transcribe!(target(), spoken(data, model), options)).resolves.toEqual({
      text: '腾讯云语音识别欢迎您。\n再见。',
      durationSeconds: 64.1,
    });
    expect(actions()).toEqual([...first, 'DescribeTaskStatus', 'DescribeTaskStatus']);
  });

  it('stops waiting when it is aborted', async () => {
    const patient = tencentAsrAdapter(http, 3_600_000);
    const abort = new AbortController();
    const answer = patient.transcribe!(target(), spoken(LONG_AUDIO), { signal: abort.signal });
    const refused = expect(answer).rejects.toMatchObject({ causeClass: 'timeout' });
    abort.abort();

    await refused;
  });

  it.each(['16k_en', '8k_en', '16k_yue', '16k_zh-PY'])('takes %s for sentences', async (engine) => {
    await adapter.transcribe!(target(), spoken(Buffer.from('hello'), engine), options);

    expect(actions()).toEqual(['SentenceRecognition']);
  });

  describe('its free proof', () => {
    const prove = (credential?: Record<string, string>, engine = '16k_zh'): Promise<void> =>
      adapter.freeProofs!.speech2text!(target(credential), engine, options);

    it('is a question after a task that is not there', async () => {
      await expect(prove()).resolves.toBeUndefined();
      expect(actions()).toEqual(['DescribeTaskStatus']);
    });

    it('fails with a wrong key, and with what is no engine', async () => {
      const wrong = { tencent_cloud_sid: 'AKIDfakeprovider0123456789', tencent_cloud_sk: 'wrong' };
      await expect(prove(wrong)).rejects.toMatchObject({ causeClass: 'unauthorized' });
      await expect(prove(undefined, 'whisper-1')).rejects.toMatchObject({ causeClass: 'model_not_found' });
    });
  });

  it.each<[Refusal, string]>([
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'forbidden'],
    ['region', 'region'],
    ['model_not_found', 'model_not_found'],
    ['bad_path', 'bad_path'],
    ['rate_limited', 'rate_limited'],
    ['quota', 'quota'],
    ['bad_request', 'bad_answer'],
    ['server_error', 'bad_answer'],
  ])('understands %s', async (reason, causeClass) => {
    fake.behave(reason);

    await expect(adapter.transcribe!(target(), spoken(Buffer.from('hello')), options)).rejects.toMatchObject({
      causeClass,
    });
  });

  it('does not take an answer with nothing in it, at any step', async () => {
    fake.behave('empty', 'proof');
    await expect(adapter.transcribe!(target(), spoken(LONG_AUDIO), options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
    });
    fake.behave('empty');
    await expect(adapter.transcribe!(target(), spoken(Buffer.from('a')), options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: expect.stringContaining('The answer has no text') as string,
    });
  });
});

describe('voiceFormatOf', () => {
  it.each([
    ['a.MP3', 'application/octet-stream', 'mp3'],
    ['audio', 'audio/x-wav', 'wav'],
    ['audio', 'audio/ogg; codecs=opus', 'ogg-opus'],
    ['a.m4a', 'audio/mp4', 'm4a'],
    ['audio', '', 'wav'],
  ])('takes %s of type "%s" for %s', (fileName, mediaType, format) => {
    expect(voiceFormatOf({ fileName, mediaType, data: Buffer.alloc(0) })).toBe(format);
  });
});
