import { type Dispatcher, type FormData, request } from 'undici';
import type { Cause } from '../failure-cause.js';
import { ProviderCallError } from '../provider-call-error.js';
import type { CallOptions, ProviderTarget } from '../provider-adapter.js';
import { connectionFailure } from './connection-failure.js';
import { badAnswer, demandNoVendorRefusal, embeddedRefusal, refusal, type VendorCause } from './refusal.js';

export interface ProviderRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is bytes or a form. */
  body?: unknown;
  form?: FormData;
  /** For vendors with codes of their own, often inside an answer of status 200. */
  causeIn?: VendorCause;
}

export interface ProviderAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

const PLAIN_JSON = /^application\/json\b/i;
const MAX_ANSWER_BYTES = 10 * 1024 * 1024;

/**
 * The edge to the providers: one request, one complete and bounded answer of status 2xx, or a `ProviderCallError`
 * whose words are free of the target's secrets.
 */
export class ProviderHttp {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly maxAnswerBytes = MAX_ANSWER_BYTES,
  ) {}

  async send(target: ProviderTarget, wanted: ProviderRequest, options: CallOptions): Promise<ProviderAnswer> {
    const response = await this.open(target, wanted, options);
    const body = await this.readBody(response.body, options.signal);
    return { status: response.statusCode, contentType: header(response, 'content-type') ?? '', body };
  }

  /** As `send`, for answers in JSON. An error inside an answer of status 200 is a refusal too (OpenRouter does that). */
  async sendJson(target: ProviderTarget, wanted: ProviderRequest, options: CallOptions): Promise<object> {
    const { status, body } = await this.send(target, wanted, options);
    const json = parsed(target, status, body.toString());
    demandNoVendorRefusal(target, json, wanted.causeIn);
    const refusedWith = embeddedRefusal(json);
    if (refusedWith === null) return json;
    throw refusal(target, { status: refusedWith, body: body.toString() });
  }

  /**
   * As `send`, for answers that come in pieces over time; not bounded in size. Vendors that refuse inside a 200 answer
   * plain JSON instead of a stream.
   */
  async sendForStream(
    target: ProviderTarget,
    wanted: ProviderRequest,
    options: CallOptions,
  ): Promise<{ contentType: string; chunks: AsyncIterable<Buffer> }> {
    const response = await this.open(target, wanted, options);
    const contentType = header(response, 'content-type') ?? '';
    if (wanted.causeIn !== undefined && PLAIN_JSON.test(contentType)) {
      const json = parsed(target, response.statusCode, (await this.readBody(response.body, options.signal)).toString());
      demandNoVendorRefusal(target, json, wanted.causeIn);
      throw badAnswer(target, 'The answer is not a stream', json);
    }
    return { contentType, chunks: guarded(response.body, options.signal) };
  }

  /** An answer of status 2xx whose body is still to be read. */
  private async open(
    target: ProviderTarget,
    wanted: ProviderRequest,
    options: CallOptions,
  ): Promise<Dispatcher.ResponseData> {
    const response = await this.request(wanted, options);
    const status = response.statusCode;
    if (status >= 200 && status < 300) return response;
    const body = (await this.readBody(response.body, options.signal)).toString();
    const cause = vendorCause(wanted, body);
    const [retryAfter, location] = [header(response, 'retry-after'), header(response, 'location')];
    throw refusal(target, {
      status,
      body,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(location === undefined ? {} : { location }),
      ...(cause === null ? {} : { cause }),
    });
  }

  private async request(wanted: ProviderRequest, { signal }: CallOptions): Promise<Dispatcher.ResponseData> {
    const isBytes = wanted.body instanceof Uint8Array;
    const isJson = wanted.body !== undefined && !isBytes;
    try {
      return await request(wanted.url, {
        dispatcher: this.dispatcher,
        method: wanted.method,
        headers: {
          accept: '*/*',
          'accept-encoding': 'identity',
          'user-agent': 'latchkey',
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...wanted.headers,
        },
        body: isJson ? JSON.stringify(wanted.body) : isBytes ? (wanted.body as Uint8Array) : (wanted.form ?? null),
        signal,
      });
    } catch (error) {
      throw connectionFailure(error, signal);
    }
  }

  private async readBody(stream: AsyncIterable<Buffer>, signal: AbortSignal): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of guarded(stream, signal)) {
      size += chunk.length;
      if (size > this.maxAnswerBytes) throw new ProviderCallError('bad_answer', 'The answer is too large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

/** The same chunks; what breaks off is our one failure. */
async function* guarded(stream: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw connectionFailure(error, signal);
  }
}

function vendorCause({ causeIn }: ProviderRequest, body: string): Cause | null {
  const json = parsedOrUndefined(body);
  return typeof json === 'object' && json !== null ? (causeIn?.(json) ?? null) : null;
}

function parsed(target: ProviderTarget, status: number, body: string): object {
  const json = parsedOrUndefined(body);
  if (json === undefined) throw badAnswer(target, 'The answer is not JSON', body, status);
  if (typeof json !== 'object' || json === null) throw badAnswer(target, 'The answer is no object', body, status);
  return json;
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function header(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
