import type { Refusal } from '../../../../test/support/fake-provider/exchange.js';
import { fakeTarget } from '../../../../test/support/fake-provider/fake-target.js';
import { type FakeProvider, startFakeProvider } from '../../../../test/support/fake-provider/start-fake-provider.js';
import { OutboundGuard } from '../../outbound-guard.js';
import type { ProviderTarget } from '../../provider-adapter.js';
import { ProviderHttp } from '../../transport/provider-http.js';
import { dashScopeAdapter } from './dashscope.adapter.js';

const NATIVE = '/api/v1/services/aigc/multimodal-generation/generation';

describe('the DashScope adapter', () => {
  const guard = new OutboundGuard({ allow: ['127.0.0.1'] });
  const adapter = dashScopeAdapter(new ProviderHttp(guard.dispatcher));
  const options = { signal: new AbortController().signal };
  const said = { model: 'qwen3-tts-flash', text: 'Hello!' };
  const heard = {
    model: 'qwen3-asr-flash',
    audio: { fileName: 'a.wav', mediaType: 'audio/wav', data: Buffer.from('RIFF') },
  };
  let fake: FakeProvider;

  const target = (credential?: Record<string, string>): ProviderTarget =>
    fakeTarget(fake, 'Tongyi-Qianwen', credential);

  beforeEach(async () => {
    fake = await startFakeProvider({ kind: 'dashscope' });
  });
  afterEach(() => fake.close());
  afterAll(() => guard.close());

  it('chats, embeds and ranks in the compatible mode', async () => {
    const chat = { model: 'qwen-flash', messages: [{ role: 'user', content: 'Hi' } as const] };
    await expect(adapter.chat!(target(), chat, options)).resolves.toMatchObject({ text: 'Hello! How can I help?' });
    await adapter.embed!(target(), { model: 'text-embedding-v4', inputs: ['a'] }, options);
    await adapter.rerank!(target(), { model: 'qwen3-rerank', query: 'q', documents: ['a'] }, options);

    expect(fake.requests.map(({ path }) => path)).toEqual([
      '/compatible-mode/v1/chat/completions',
      '/compatible-mode/v1/embeddings',
      '/compatible-api/v1/reranks',
    ]);
  });

  it('speaks, and fetches the audio from where the answer says, without the key', async () => {
    await expect(adapter.speak!(target(), said, options)).resolves.toEqual({
      audio: Buffer.from('RIFF hello'),
      contentType: 'audio/wav',
    });
    expect(fake.requests).toMatchObject([
      { path: NATIVE, body: { model: 'qwen3-tts-flash', input: { text: 'Hello!', voice: 'Cherry' } } },
      { path: '/result/1.wav' },
    ]);
    expect(fake.requests[1]?.headers).not.toHaveProperty('authorization');
  });

  it('keeps the path of a proxy before it', async () => {
    const proxied = { ...target(), baseUrl: `${fake.origin}/proxy/compatible-mode/v1/` };

    await expect(adapter.speak!(proxied, said, options)).rejects.toMatchObject({ causeClass: 'bad_path' });
    expect(fake.requests[0]?.path).toBe(`/proxy${NATIVE}`);
  });

  it('says nothing of the signed address when the file is refused', async () => {
    fake.behave('forbidden', 'file');

    await expect(adapter.speak!(target(), said, options)).rejects.toMatchObject({
      causeClass: 'forbidden',
      providerText: expect.not.stringContaining('fake-provider-file-signature') as string,
    });
  });

  it('does not fetch audio from an address that the guard refuses', async () => {
    const strict = new OutboundGuard({ allow: ['127.0.0.1'] });
    fake.behave('redirect', 'file');

    await expect(
      dashScopeAdapter(new ProviderHttp(strict.dispatcher)).speak!(target(), said, options),
    ).rejects.toMatchObject({ causeClass: 'bad_path' });
    await strict.close();
  });

  it.each([
    ['another format', { format: 'mp3' as const }, 'Qwen-TTS speaks WAV only, not mp3'],
    ['another speed', { speed: 2 }, 'Qwen-TTS has no setting for the speed'],
  ])('does not pretend to have %s', async (_what, more, providerText) => {
    await expect(adapter.speak!(target(), { ...said, ...more }, options)).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText,
    });
    expect(fake.requests).toEqual([]);
  });

  it('transcribes', async () => {
    const request = { ...heard, language: 'en', prompt: 'Latchkey' };

    await expect(adapter.transcribe!(target(), request, options)).resolves.toEqual({
      text: 'Welcome.',
      durationSeconds: 1,
    });
    expect(fake.requests[0]).toMatchObject({
      path: NATIVE,
      body: {
        model: 'qwen3-asr-flash',
        input: {
          messages: [
            { role: 'system', content: [{ text: 'Latchkey' }] },
            { role: 'user', content: [{ audio: 'data:audio/wav;base64,UklGRg==' }] },
          ],
        },
        parameters: { asr_options: { enable_itn: false, language: 'en' } },
      },
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
  ])('understands %s in speech both ways', async (reason, causeClass) => {
    fake.behave(reason);

    await expect(adapter.speak!(target(), said, options)).rejects.toMatchObject({ causeClass });
    await expect(adapter.transcribe!(target(), heard, options)).rejects.toMatchObject({ causeClass });
  });

  it('tells how long to wait', async () => {
    fake.behave('rate_limited');

    await expect(adapter.speak!(target(), said, options)).rejects.toMatchObject({ retryAfterSeconds: 7 });
  });

  it('is unauthorized with a wrong key, and with one that no header can hold', async () => {
    for (const api_key of ['wrong', 'a\nb'])
      await expect(adapter.speak!(target({ api_key }), said, options)).rejects.toMatchObject({
        causeClass: 'unauthorized',
      });
  });

  it('does not take an answer with nothing in it', async () => {
    fake.behave('empty', 'file');
    await expect(adapter.speak!(target(), said, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
    fake.behave('empty');
    await expect(adapter.speak!(target(), said, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
    await expect(adapter.transcribe!(target(), heard, options)).rejects.toMatchObject({ causeClass: 'bad_answer' });
  });
});
