import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { fakeTarget } from '../../../test/support/fake-provider/fake-target.js';
import { ProviderHttp } from './provider-http.js';

describe('ProviderHttp', () => {
  const key = 'sk-canary/0123456789+abc';
  const dispatcher = new Agent();
  let server: Server;
  let url: string;
  let respond: (response: ServerResponse) => void;
  let headers: NodeJS.Dict<string | string[]>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      headers = request.headers;
      respond(response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });

  afterAll(async () => {
    await dispatcher.destroy();
    server.close();
    await once(server, 'close');
  });

  const target = () => fakeTarget({ url, credential: { api_key: key } }, 'OpenAI');
  const options = { signal: new AbortController().signal };
  const get = (limit?: number): Promise<object> =>
    new ProviderHttp(dispatcher, limit).sendJson(target(), { method: 'GET', url }, options);

  it('asks for nothing compressed', async () => {
    respond = (response) => response.end('{}');

    await expect(get()).resolves.toEqual({});
    expect(headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'latchkey' });
  });

  it('never repeats the credential, however the provider spells it', async () => {
    const echo = `Bad ${key} ${encodeURIComponent(key)} ${Buffer.from(key).toString('base64')}`;
    respond = (response) => response.writeHead(401).end(JSON.stringify({ error: { message: echo } }));

    await expect(get()).rejects.toMatchObject({ causeClass: 'unauthorized', providerText: 'Bad *** *** ***' });
  });

  it('cuts long words after they are clean', async () => {
    respond = (response) => response.writeHead(400).end(`${'x'.repeat(490)} ${key}`);
    await expect(get()).rejects.toMatchObject({ providerText: `${'x'.repeat(490)} ***` });

    respond = (response) => response.writeHead(400).end('y'.repeat(100_000));
    await expect(get()).rejects.toMatchObject({ providerText: `${'y'.repeat(499)}…` });
  });

  it.each([
    ['7', 7],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    ['-1', null],
  ])('reads retry-after %s as %s', async (value, seconds) => {
    respond = (response) => response.writeHead(429, { 'retry-after': value }).end();

    await expect(get()).rejects.toMatchObject({
      causeClass: 'rate_limited',
      retryAfterSeconds: seconds,
      providerText: 'HTTP 429',
      upstreamStatus: 429,
    });
  });

  it('says where a redirect leads, and does not go there', async () => {
    respond = (response) => response.writeHead(308, { location: `https://other.example/${key}/?signed=1` }).end();

    await expect(get()).rejects.toMatchObject({
      causeClass: 'bad_path',
      providerText: 'Redirected to https://other.example/***/',
    });
  });

  it('takes no answer beyond its limit', async () => {
    respond = (response) => response.end(JSON.stringify({ padding: 'x'.repeat(1000) }));

    await expect(get(1000)).rejects.toMatchObject({
      causeClass: 'bad_answer',
      providerText: 'The answer is too large',
    });
    await expect(get(2000)).resolves.toHaveProperty('padding');
  });

  it.each([
    ['null', 'The answer is no object: null'],
    ['7', 'The answer is no object: 7'],
    ['{"a":', 'The answer is not JSON: {"a":'],
    ['', 'The answer is not JSON'],
  ])('does not take %j for an answer', async (body, words) => {
    respond = (response) => response.end(body);

    await expect(get()).rejects.toMatchObject({ causeClass: 'bad_answer', providerText: words, upstreamStatus: 200 });
  });

  it.each([[{ error: null, ok: 1 }], [{ error: '', ok: 1 }], [{ error: false, ok: 1 }]])(
    'takes %j for an answer',
    async (body) => {
      respond = (response) => response.end(JSON.stringify(body));

      await expect(get()).resolves.toEqual(body);
    },
  );

  it('finds the refusal inside an answer of status 200', async () => {
    respond = (response) => response.end('{"error":{"code":401,"message":"No auth credentials found"}}');
    await expect(get()).rejects.toMatchObject({ causeClass: 'unauthorized', upstreamStatus: 401 });

    respond = (response) => response.end('{"error":"model not found"}');
    await expect(get()).rejects.toMatchObject({ causeClass: 'model_not_found', upstreamStatus: 400 });
  });

  it('calls a key that no header can carry unauthorized', async () => {
    const request = { method: 'GET', url, headers: { authorization: 'Bearer 密钥' } } as const;

    await expect(new ProviderHttp(dispatcher).send(target(), request, options)).rejects.toMatchObject({
      causeClass: 'unauthorized',
      providerText: 'The credential has characters that cannot be sent in a header',
      upstreamStatus: null,
    });
  });

  it('calls it a timeout when the caller stops waiting, for the answer or in the middle of it', async () => {
    const stopped = new AbortController();
    const send = (): Promise<unknown> =>
      new ProviderHttp(dispatcher).send(target(), { method: 'GET', url }, { signal: stopped.signal });
    respond = (response) => {
      response.write('{');
      setImmediate(() => stopped.abort());
    };
    await expect(send()).rejects.toMatchObject({ causeClass: 'timeout', providerText: 'No answer in time' });
    await expect(send()).rejects.toMatchObject({ causeClass: 'timeout', providerText: 'No answer in time' });
  });
});
