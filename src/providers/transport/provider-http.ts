import { type Dispatcher, type FormData, request } from 'undici';
import { ProviderCallError } from '../provider-call-error.js';
import type { CallOptions, ProviderTarget } from '../provider-adapter.js';
import { connectionFailure } from './connection-failure.js';
import { readWords } from './provider-words.js';
import { causeOfRefusal } from './refusal-cause.js';
import { secretScrubber } from './secret-scrubber.js';

export interface ProviderRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a form. */
  body?: unknown;
  form?: FormData;
}

export interface ProviderAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

const MAX_ANSWER_BYTES = 10 * 1024 * 1024;
const MAX_WORDS = 500;
/** Of a refusal's body: what comes later is not looked at. */
const MAX_READ = 16_384;

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
    const response = await this.open(wanted, options);
    const body = await this.readBody(response.body, options.signal);
    const status = response.statusCode;
    if (status >= 200 && status < 300) return { status, contentType: header(response, 'content-type'), body };
    throw refusal(target, status, body.toString(), response);
  }

  /** As `send`, for answers in JSON. An error inside an answer of status 200 is a refusal too (OpenRouter does that). */
  async sendJson(target: ProviderTarget, wanted: ProviderRequest, options: CallOptions): Promise<object> {
    const { status, body } = await this.send(target, wanted, options);
    const json = parsed(target, status, body.toString());
    const refusedWith = embeddedRefusal(json);
    if (refusedWith === null) return json;
    throw refusal(target, refusedWith, body.toString());
  }

  private async open(wanted: ProviderRequest, { signal }: CallOptions): Promise<Dispatcher.ResponseData> {
    const isJson = wanted.body !== undefined;
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
        body: isJson ? JSON.stringify(wanted.body) : (wanted.form ?? null),
        signal,
      });
    } catch (error) {
      throw connectionFailure(error, signal);
    }
  }

  private async readBody(stream: AsyncIterable<Buffer>, signal: AbortSignal): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of stream) {
        size += chunk.length;
        if (size > this.maxAnswerBytes) break;
        chunks.push(chunk);
      }
    } catch (error) {
      throw connectionFailure(error, signal);
    }
    if (size > this.maxAnswerBytes) throw new ProviderCallError('bad_answer', 'The answer is too large');
    return Buffer.concat(chunks);
  }
}

/** An answer of status 200 that is not what the call is for; says what came instead. */
export function badAnswer(target: ProviderTarget, problem: string, came: unknown, status = 200): ProviderCallError {
  const text = wordsOf(target, typeof came === 'string' ? came : JSON.stringify(came));
  return new ProviderCallError('bad_answer', bounded(text === '' ? problem : `${problem}: ${text}`), {
    upstreamStatus: status,
  });
}

function refusal(
  target: ProviderTarget,
  status: number,
  body: string,
  response?: Dispatcher.ResponseData,
): ProviderCallError {
  const cause = causeOfRefusal(status, readWords(body.slice(0, MAX_READ)));
  const location = response === undefined ? '' : header(response, 'location');
  const text = location === '' ? wordsOf(target, body) : scrub(target, `Redirected to ${location}`);
  return new ProviderCallError(cause, text === '' ? `HTTP ${status}` : bounded(text), {
    upstreamStatus: status,
    retryAfterSeconds: response === undefined ? null : retryAfterSeconds(header(response, 'retry-after')),
  });
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

/** The refusal inside a 200, as a status; null when there is none. */
function embeddedRefusal(json: object): number | null {
  const error = 'error' in json ? json.error : null;
  if (typeof error === 'string') return error === '' ? null : 400;
  if (typeof error !== 'object' || error === null) return null;
  const code = 'code' in error ? Number(error.code) : Number.NaN;
  return code >= 400 && code < 600 ? code : 400;
}

/** Scrubbed before anything is cut off, so that no half of a secret stays at an end. */
function wordsOf(target: ProviderTarget, body: string): string {
  return scrub(target, readWords(scrub(target, body).slice(0, MAX_READ)).text);
}

function scrub(target: ProviderTarget, text: string): string {
  const fields = target.factory.credentialFields.filter(({ secret }) => secret);
  return secretScrubber(fields.map(({ name }) => target.credential[name] ?? ''))(text);
}

function bounded(text: string): string {
  return text.length > MAX_WORDS ? `${text.slice(0, MAX_WORDS - 1)}…` : text;
}

function retryAfterSeconds(text: string): number | null {
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}

function header(response: Dispatcher.ResponseData, name: string): string {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
