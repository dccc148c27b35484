import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { fishAudioAdapter } from './fish-audio.adapter.js';

describe('the Fish Audio adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = fishAudioAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const voice = '7f92f8afb8ec43bf81429cc1c9199cb1';
  let fake: FakeProvider;

  const target = (credential: Record<string, string> = {}): ProviderTarget =>
    fakeTarget(fake, 'Fish Audio', { ...fake.credential, ...credential });
  const prove = (model: string, at = target()): Promise<void> => adapter.freeProofs!.tts!(at, model, options);

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'fish-audio' });
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('speaks with the voice of the credential', async () => {
    const { audio, contentType } = await adapter.speak!(target(), { model: 's1', text: 'Hi' }, options);

    expect([audio.toString(), contentType]).toEqual(['ID3 three seconds of nothing', 'audio/mpeg']);
    expect(fake.requests[0]).toMatchObject({ path: '/v1/tts', body: { text: 'Hi', reference_id: voice } });
    expect(fake.requests[0]?.headers).toMatchObject({
      model: 's1',
      authorization: 'Bearer fake-fish-key-0123456789abcdef',
    });
  });

  it('speaks with the voice, the format and the speed that were asked for', async () => {
    const request = { model: 's2.1-pro', text: 'Hi', voice, format: 'wav', speed: 1.5 } as const;
    const { contentType } = await adapter.speak!(target({ fish_audio_refid: 'other' }), request, options);

    expect(contentType).toBe('audio/wav');
    expect(fake.requests[0]?.body).toEqual({ text: 'Hi', reference_id: voice, format: 'wav', prosody: { speed: 1.5 } });
  });

  it('leaves the voice to the vendor where nobody names one', async () => {
    await adapter.speak!(target({ fish_audio_refid: '' }), { model: 's1', text: 'Hi' }, options);

    expect(fake.requests[0]?.body).toEqual({ text: 'Hi' });
  });

  it.each(['', '/', '/v1', '/v1/tts', '/v1/tts/'])('takes a base that ends in "%s"', async (ending) => {
    await adapter.speak!({ ...target(), baseUrl: `${fake.origin}${ending}` }, { model: 's1', text: 'Hi' }, options);

    expect(fake.requests[0]?.path).toBe('/v1/tts');
  });

  it.each(['', 'a b', 'a\r\nx: y', 'é'])('calls nobody for the model %j', async (model) => {
    await expect(adapter.speak!(target(), { model, text: 'Hi' }, options)).rejects.toMatchObject({
      causeClass: 'model_not_found',
    });
    await expect(prove(model)).rejects.toMatchObject({ causeClass: 'model_not_found' });
    expect(fake.requests).toEqual([]);
  });

  it('is told of a format that the vendor lacks', async () => {
    await expect(adapter.speak!(target(), { model: 's1', text: 'Hi', format: 'flac' }, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: "Input should be 'wav', 'pcm', 'mp3' or 'opus'",
    });
  });

  it('proves the key and the voice for nothing', async () => {
    await prove('s1');
    await prove('s1', target({ fish_audio_refid: '' }));

    expect(fake.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /wallet/self/api-credit',
      `GET /model/${voice}`,
      'GET /wallet/self/api-credit',
    ]);
  });

  it('proves nothing with a wrong key, an unknown voice, an empty wallet or an answer that is none', async () => {
    await expect(prove('s1', target({ fish_audio_ak: 'wrong' }))).rejects.toMatchObject({ causeClass: 'unauthorized' });
    await expect(prove('s1', target({ fish_audio_refid: 'gone' }))).rejects.toMatchObject({
      causeClass: 'model_not_found',
    });
    fake.behave('html');
    await expect(prove('s1')).rejects.toMatchObject({ causeClass: 'bad_answer' });
    fake.behave('empty');
    await expect(prove('s1')).rejects.toMatchObject({ causeClass: 'quota' });
    await expect(prove('s2.1-pro-free')).resolves.toBeUndefined();
  });

  it.each(['empty', 'html', 'truncated', 'broken_off', 'hang_up'] as const)(
    'takes nothing %s for sound',
    async (mode) => {
      fake.behave(mode);

      await expect(adapter.speak!(target(), { model: 's1', text: 'Hi' }, options)).rejects.toMatchObject({
        name: 'ProviderCallError',
      });
    },
  );

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
  ])('understands the refusal %s as %s', async (reason, causeClass) => {
    fake.behave(reason);

    await expect(adapter.speak!(target(), { model: 's1', text: 'Hi' }, options)).rejects.toMatchObject({ causeClass });
  });
});
