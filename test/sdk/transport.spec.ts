import { describe, expect, it } from '@jest/globals';
import { ApiError, ApiConnectionError, Latchkey } from '../../sdk/typescript/src/index.js';

interface Sent {
  url: string;
  headers: Headers;
  redirect: string;
}

/** A client whose server says this to everything. */
function clientOf(answer: () => Response, accessToken: string | (() => string) = 'token') {
  const sent: Sent[] = [];
  const client = new Latchkey({
    baseUrl: 'https://latchkey.example.com/',
    accessToken,
    userAgent: 'a-test',
    fetch: (input, init) => {
      const { url, headers, redirect } = new Request(input, init);
      sent.push({ url, headers, redirect });
      return Promise.resolve(answer());
    },
  });
  return { client, sent };
}

describe('the TypeScript SDK', () => {
  it('asks for what has no method, as whom it was told, and follows nowhere', async () => {
    const { client, sent } = clientOf(() => Response.json({ code: 0, message: 'ok', data: { a: 1 } }));
    expect(await client.request({ verb: 'GET', path: '/api/v1/other' })).toEqual({ a: 1 });
    expect(sent[0]?.url).toBe('https://latchkey.example.com/api/v1/other');
    expect(sent[0]?.redirect).toBe('manual');
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token');
    expect(sent[0]?.headers.get('user-agent')).toBe('a-test');
  });

  it('passes on what went wrong where the token comes from, without asking again', async () => {
    let asked = 0;
    const { client, sent } = clientOf(
      () => Response.json({}),
      () => {
        asked += 1;
        throw new RangeError('the session has ended');
      },
    );
    await expect(client.auth.me()).rejects.toThrow(new RangeError('the session has ended'));
    expect(asked).toBe(1);
    expect(sent).toEqual([]);
  });

  it('tells what the gateway says in its own way', async () => {
    const { client } = clientOf(() => Response.json({ error: { message: 'no such model' } }, { status: 404 }));
    const failure = client.request({ verb: 'POST', path: '/v1/chat/completions', body: {} });
    await expect(failure).rejects.toThrow('no such model');
    await expect(failure).rejects.toBeInstanceOf(ApiError);
    await expect(failure).rejects.toMatchObject({ status: 404, code: 404 });
  });

  it('makes an error of whatever a stranger answers', async () => {
    const of = (body: string, status: number) => clientOf(() => new Response(body, { status })).client.auth.me();
    await expect(of('"ok"', 200)).rejects.toThrow('it answered 200 with JSON of its own');
    await expect(of('null', 404)).rejects.toBeInstanceOf(ApiConnectionError);
    const odd = JSON.stringify({ code: 'no', message: { text: 'no' }, errors: { a: 1 } });
    await expect(of(odd, 404)).rejects.toMatchObject({ status: 404, code: 404, message: '', faults: [] });
  });

  it('tells a broken connection from a stranger', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) });
    const { client } = clientOf(() => new Response(broken));
    await expect(client.auth.me()).rejects.toThrow(/broke off: terminated$/);
  });

  it('hands on a file that is not there yet, and makes an error of a refusal', async () => {
    let pulled = 0;
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array([(pulled += 1)])) });
    const { client, sent } = clientOf(() => new Response(endless, { headers: { 'x-truncated': 'true' } }));
    const answer = await client.download({ verb: 'GET', path: '/api/v1/usage', query: { format: 'csv' } });
    expect(sent[0]?.url).toBe('https://latchkey.example.com/api/v1/usage?format=csv');
    expect(answer.headers.get('x-truncated')).toBe('true');
    expect(pulled).toBeLessThan(10);
    await answer.body?.cancel();
    const refused = clientOf(() => Response.json({ code: 400, message: 'from must be before to' }, { status: 400 }));
    const failure = refused.client.download({ verb: 'GET', path: '/api/v1/usage' });
    await expect(failure).rejects.toMatchObject({ name: 'BadRequestError', message: 'from must be before to' });
  });

  it('takes what is no JSON for somebody else', async () => {
    const { client } = clientOf(() => new Response('<html>'));
    await expect(client.auth.me()).rejects.toBeInstanceOf(ApiConnectionError);
  });
});
