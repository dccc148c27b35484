import { inspect } from 'node:util';
import { ApiConnectionError, ApiError, ConflictError, Latchkey, LatchkeyError, type LatchkeyOptions, RateLimitError } from '../../sdk/typescript/src/index.js'; // prettier-ignore

type Answer = [status: number, body: unknown, headers?: Record<string, string>];

/** A client whose server answers what it is told, one answer a request, and what it was asked. */
function told(answers: readonly (Answer | Error)[], options: LatchkeyOptions = {}) {
  const asked: Request[] = [];
  const left = [...answers];
  const fetch = (input: string | URL | Request): Promise<Response> => {
    asked.push((input as Request).clone());
    const answer = left.shift();
    if (answer === undefined) throw new Error('It was asked once too often');
    if (answer instanceof Error) return Promise.reject(answer);
    const [status, body, headers = {}] = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status, headers }));
  };
  const defaults = { baseUrl: 'http://latchkey.test/', apiKey: 'lbk_test', fetch };
  return { client: new Latchkey({ ...defaults, ...options }), asked };
}

const ok = (data: unknown): Answer => [200, { code: 0, message: 'Success', data }];
const BUSY: Answer = [429, { code: 429, message: 'Too many tries', data: null }, { 'retry-after': '0' }];
const AWAY: Answer = [503, { code: 503, message: 'The database is away', data: null }, { 'retry-after': '0' }];
const LOST = new TypeError('fetch failed');

describe('the TypeScript client', () => {
  it('says who it is, and opens the envelope', async () => {
    const { client, asked } = told([ok({ id: 'k1' })], { tenantId: 't1' });
    await expect(client.keys.get('k/1')).resolves.toEqual({ id: 'k1' });
    expect(asked[0]?.url).toBe('http://latchkey.test/api/v1/keys/k%2F1');
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer lbk_test');
    expect(asked[0]?.headers.get('x-tenant-id')).toBe('t1');
  });

  it('takes either a key or a token', () => {
    expect(() => told([], { accessToken: 'token' })).toThrow('Give either apiKey or accessToken, not both');
  });

  it('asks for the token of now each time', async () => {
    const tokens = ['one', 'two'];
    const { client, asked } = told([ok(1), ok(1)], { apiKey: undefined, accessToken: () => tokens.shift() ?? '' });
    await client.auth.me();
    await client.auth.me();
    expect(asked.map((one) => one.headers.get('authorization'))).toEqual(['Bearer one', 'Bearer two']);
  });

  it('leaves out what a query does not say, and spells switches', async () => {
    const { client, asked } = told([ok({ items: [], next_cursor: null })]);
    await client.keys.list({ all_tenants: true, limit: 5 });
    expect(new URL(asked[0]?.url ?? '').search).toBe('?all_tenants=true&limit=5');
  });

  it('follows pages', async () => {
    const { client, asked } = told([ok({ items: [1, 2], next_cursor: 'c1' }), ok({ items: [3], next_cursor: null })]);
    const items: unknown[] = [];
    for await (const item of client.keys.iterate({ search: 'ci' })) items.push(item);
    expect(items).toEqual([1, 2, 3]);
    expect(asked.map((one) => new URL(one.url).search)).toEqual(['?search=ci', '?search=ci&cursor=c1']);
  });

  it('refuses what would lead elsewhere', () => {
    const { client, asked } = told([]);
    for (const id of ['', '.', '..']) expect(() => client.keys.get(id)).toThrow(LatchkeyError);
    expect(asked).toEqual([]);
  });

  it('makes a failure an error of its kind, with all that was said', async () => {
    const fault = { field: 'name', rule: 'taken', message: 'name is taken' };
    const { client } = told([[409, { code: 409, message: 'In use', data: { used_by: [] }, errors: [fault] }]]);
    const error: unknown = await client.credentials.delete('c1').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ status: 409, code: 409, message: 'In use', faults: [fault], data: { used_by: [] } });
    expect(String(error)).toBe('ConflictError: In use');
  });

  it('reads the words of the other surface too', async () => {
    const { client } = told([[404, { code: -1, msg: 'Bot not found' }]]);
    await expect(client.bots.get('b1')).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'Bot not found',
      code: -1,
    });
  });

  it('says so when what answers is no Latchkey', async () => {
    const page: Answer = [404, '<html>'];
    const { client } = told([page, [200, '<html>']]);
    await expect(client.keys.get('k1')).rejects.toThrow(ApiConnectionError);
    await expect(client.keys.get('k1')).rejects.toThrow('is no Latchkey: it answered 200 without JSON');
  });

  describe('when a request fails', () => {
    it('asks again where nothing can have been done twice', async () => {
      const { client, asked } = told([LOST, AWAY, ok({ id: 'k1' })]);
      await expect(client.keys.get('k1')).resolves.toEqual({ id: 'k1' });
      expect(asked).toHaveLength(3);
    });

    it('sends a change again that was turned away unread', async () => {
      const { client, asked } = told([BUSY, ok({ id: 'k1' })]);
      await client.keys.create({ name: 'ci' });
      expect(await Promise.all(asked.map((one) => one.text()))).toEqual(['{"name":"ci"}', '{"name":"ci"}']);
    });

    it.each([
      ['its answer is lost', LOST, ApiConnectionError],
      ['the server is in trouble', AWAY, ApiError],
    ])('sends no change again when %s', async (_, answer, kind) => {
      const { client, asked } = told([answer]);
      await expect(client.keys.create({ name: 'ci' })).rejects.toThrow(kind);
      expect(asked).toHaveLength(1);
    });

    it('does not wait for as long as a server may say', async () => {
      const { client, asked } = told([[429, { code: 429, message: 'Too many', data: null }, { 'retry-after': '900' }]]);
      await expect(client.keys.get('k1')).rejects.toThrow(RateLimitError);
      expect(asked).toHaveLength(1);
    });

    it('tells what a call may take, its body included, and no secret', async () => {
      const fetch = (input: string | URL | Request): Promise<Response> => {
        const { signal } = input as Request;
        const start = (body: ReadableStreamDefaultController) =>
          signal.addEventListener('abort', () => body.error(signal.reason));
        return Promise.resolve(new Response(new ReadableStream({ start })));
      };
      const { client } = told([], { fetch, timeoutMs: 20, apiKey: 'lbk_secret' });
      const error: unknown = await client.keys.get('k1').catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ApiConnectionError);
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain('lbk_secret');
    });

    it('does not follow to another address', async () => {
      const { client, asked } = told([[302, '', { location: 'http://elsewhere.test/' }]]);
      await expect(client.keys.create({ name: 'ci' })).rejects.toThrow(
        'http://latchkey.test leads to http://elsewhere.test/, where nothing is sent unasked',
      );
      expect(asked.map(({ redirect }) => redirect)).toEqual(['manual']);
    });

    it.each(['lbk_secret…', 'lbk_secret\nX: y'])('does not tell the key %j that can’t be sent', async (apiKey) => {
      const { client, asked } = told([], { apiKey });
      const error: unknown = await client.keys.get('k1').catch((reason: unknown) => reason);
      expect(String(error)).toBe('LatchkeyError: The API key or token holds characters that none has; is it masked?');
      expect(asked).toEqual([]);
    });

    it('gives up after so many tries', async () => {
      const { client, asked } = told([BUSY, BUSY], { retries: 1 });
      await expect(client.keys.get('k1')).rejects.toThrow(RateLimitError);
      expect(asked).toHaveLength(2);
    });
  });
});
