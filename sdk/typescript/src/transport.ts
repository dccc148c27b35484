import ky, { HTTPError, type KyInstance, type Options, type RetryOptions } from 'ky';
import { apiError, ApiConnectionError, LatchkeyError, type ApiError, type FieldFault } from './errors.js';

/** One request, before it has an address. */
export interface ApiRequest {
  verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: object;
  body?: object;
  file?: File;
}

export interface TransportOptions {
  baseUrl: string;
  /** The headers that say who asks, made anew for each try. */
  headers: () => Record<string, string> | Promise<Record<string, string>>;
  timeoutMs: number;
  retries: number;
  fetch?: typeof fetch;
}

/** What every answer of the server looks like, whichever surface it comes from. */
interface Envelope {
  code: number;
  message?: string;
  msg?: string;
  data: unknown;
  errors?: FieldFault[];
  /** On `/v1`, as OpenAI says it. */
  error?: { message?: string };
}

/** Waits longer than this are the caller's to decide on. */
const LONGEST_WAIT_MS = 30_000;

/** Sends requests, repeats those that may be repeated, opens the envelope, and makes failures errors. */
export class Transport {
  private readonly http: KyInstance;
  private readonly origin: string;
  private readonly timeoutMs: number;
  private readonly retries: number;

  constructor({ baseUrl, headers, timeoutMs, retries, fetch }: TransportOptions) {
    this.origin = baseUrl.replace(/\/+$/, '');
    this.timeoutMs = timeoutMs;
    this.retries = retries;
    this.http = ky.create({
      // Ours is for all tries together, and for the body; see `send`.
      timeout: false,
      redirect: 'manual',
      ...(fetch === undefined ? {} : { fetch }),
      hooks: {
        beforeRequest: [
          async (request) => {
            for (const [name, value] of Object.entries(await made(headers))) request.headers.set(name, value);
          },
        ],
      },
    });
  }

  /** @returns `data` of the answer */
  json<Data>(request: ApiRequest): Promise<Data> {
    return this.send(request, async (answer) => {
      const said = await envelopeOf(answer);
      return (said.data === undefined ? said : said.data) as Data;
    });
  }

  bytes(request: ApiRequest): Promise<Uint8Array> {
    return this.send(request, async (answer) => new Uint8Array(await answer.arrayBuffer()));
  }

  /** The answer once it begins, which has to be in time; its body comes as it is read, however long that takes. */
  async begun(request: ApiRequest): Promise<Response> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException('It took too long', 'TimeoutError')), this.timeoutMs);
    try {
      return await this.send(request, (answer) => Promise.resolve(answer), late.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  private async send<Result>(
    request: ApiRequest,
    read: (answer: Response) => Promise<Result>,
    signal = AbortSignal.timeout(this.timeoutMs),
  ): Promise<Result> {
    try {
      return await read(await this.ask(request, signal));
    } catch (error) {
      if (error instanceof NoHeaders) throw error.cause;
      if (error instanceof LatchkeyError) throw error;
      throw new ApiConnectionError(`No answer from ${this.origin}: ${(error as Error).message}`, { cause: error });
    }
  }

  private async ask({ verb, path, query, body, file }: ApiRequest, signal: AbortSignal): Promise<Response> {
    const retry = this.retry(verb, signal);
    const options: Options = { method: verb, signal, retry, searchParams: searchParams(query ?? {}) };
    if (body !== undefined) options.json = body;
    if (file !== undefined) options.body = formOf(file);
    try {
      return await this.http(`${this.origin}${path}`, options);
    } catch (error) {
      // Not as the cause: it holds the request, and that the key.
      if (error instanceof HTTPError) throw this.redirection(error.response) ?? (await failureOf(error.response));
      throw error;
    }
  }

  /** What is sent is for this server alone, and a change that is redirected would arrive as a read. */
  private redirection({ status, headers }: Response): ApiConnectionError | null {
    if (status >= 400) return null;
    const elsewhere = headers.get('location') ?? 'another address';
    return new ApiConnectionError(`${this.origin} leads to ${elsewhere}, where nothing is sent unasked`);
  }

  /** What was turned away unread (429) may be sent again; a change whose fate is unknown may not. */
  private retry(verb: ApiRequest['verb'], signal: AbortSignal): RetryOptions {
    const isRepeatable = verb === 'GET' || verb === 'PUT' || verb === 'DELETE';
    return {
      limit: this.retries,
      methods: ['get', 'put', 'delete', 'post', 'patch'],
      statusCodes: isRepeatable ? [429, 502, 503, 504] : [429],
      afterStatusCodes: [429, 503],
      jitter: true,
      shouldRetry: ({ error }) => {
        if (signal.aborted || error instanceof LatchkeyError || error instanceof NoHeaders) return false;
        if (error instanceof HTTPError) return waitOf(error.response) > LONGEST_WAIT_MS ? false : undefined;
        return isRepeatable ? undefined : false;
      },
    };
  }
}

/** Nobody knows who asks: what gives the token failed, and its own error is the one to tell. */
class NoHeaders extends Error {}

async function made(headers: TransportOptions['headers']): Promise<Record<string, string>> {
  try {
    return await headers();
  } catch (cause) {
    throw new NoHeaders('No headers', { cause });
  }
}

/** A path with its parts quoted; one that would lead elsewhere is refused. */
export function at(parts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: parts }, ...values.map(segment));
}

function segment(value: string): string {
  if (value === '' || value === '.' || value === '..')
    throw new LatchkeyError(`${JSON.stringify(value)} cannot be part of an address`);
  return encodeURIComponent(value);
}

/** Every item of a list that comes in pages, a page at a time. */
export async function* everyItem<Item>(
  page: (cursor: { cursor?: string }) => Promise<{ items: Item[]; next_cursor: string | null }>,
): AsyncGenerator<Item> {
  let cursor: string | null = null;
  do {
    const { items, next_cursor }: { items: Item[]; next_cursor: string | null } = await page(
      cursor === null ? {} : { cursor },
    );
    yield* items;
    cursor = next_cursor;
  } while (cursor !== null);
}

function searchParams(query: object): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) params.set(name, String(value));
  }
  return params;
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
}

/** How long `Retry-After` asks to wait, in ms: it holds seconds or a date. */
function waitOf({ headers }: Response): number {
  const said = headers.get('retry-after') ?? '0';
  const seconds = Number(said);
  return Number.isNaN(seconds) ? Date.parse(said) - Date.now() : seconds * 1000;
}

/** Whoever answers may be somebody else: a proxy, or another service at that address. */
async function envelopeOf(answer: Response): Promise<Partial<Envelope>> {
  const said = parsed(await textOf(answer));
  if (said === undefined) throw strange(answer, 'without JSON');
  if (said === null || typeof said !== 'object') throw strange(answer, 'with JSON of its own');
  return said;
}

async function textOf(answer: Response): Promise<string> {
  try {
    return await answer.text();
  } catch (cause) {
    throw new ApiConnectionError(`The answer of ${answer.url} broke off: ${(cause as Error).message}`, { cause });
  }
}

/** @returns undefined for what is no JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function strange({ url, status }: Response, how: string): ApiConnectionError {
  return new ApiConnectionError(`${url} is no Latchkey: it answered ${status} ${how}`);
}

async function failureOf(answer: Response): Promise<ApiError> {
  const { code, message, msg, error, errors, data } = await envelopeOf(answer);
  const told = [message, msg, error?.message].find((one) => typeof one === 'string');
  return apiError({
    status: answer.status,
    code: typeof code === 'number' ? code : answer.status,
    message: told ?? answer.statusText,
    faults: Array.isArray(errors) ? errors : [],
    data,
  });
}
