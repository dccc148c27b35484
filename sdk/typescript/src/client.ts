import { LatchkeyError } from './errors.js';
import { Resources } from './generated/resources.js';
import { Transport, type ApiRequest } from './transport.js';

/** How to reach a server, and as whom. What is left out comes from the environment. */
export interface LatchkeyOptions {
  /** Address of the server, without `/api` or `/v1`. Else `LATCHKEY_URL`, else `http://127.0.0.1:3000`. */
  baseUrl?: string | undefined;
  /** An API key. Else `LATCHKEY_API_KEY`. */
  apiKey?: string | undefined;
  /** A user token instead of a key: the token itself, or what gives the one of now. */
  accessToken?: string | (() => string | Promise<string>) | undefined;
  /** The tenant that a user token acts in; without it, the user's own. A key has its tenant. */
  tenantId?: string | undefined;
  /** How long a call may take, tries, waits and the answer's body included, in ms; a minute unless said. */
  timeoutMs?: number | undefined;
  /** How often a request is sent again that may be: what was turned away, and reads whose answer is lost. */
  retries?: number | undefined;
  /** In place of the platform's own. */
  fetch?: typeof fetch | undefined;
  /** What the server's list of sign-ins calls the caller. */
  userAgent?: string | undefined;
}

/** One server as one caller sees it: `client.models.add(…)`, `client.admin.users.createApiKey(…)`. */
export class Latchkey extends Resources {
  /** Address of the server, without a slash at its end. */
  readonly baseUrl: string;
  private readonly transport: Transport;

  constructor(options: LatchkeyOptions = {}) {
    if (options.apiKey !== undefined && options.accessToken !== undefined)
      throw new LatchkeyError('Give either apiKey or accessToken, not both');
    const baseUrl = (options.baseUrl ?? fromEnvironment('LATCHKEY_URL') ?? 'http://127.0.0.1:3000').replace(/\/+$/, '');
    const transport = new Transport({
      baseUrl,
      headers: () => callerHeaders(options),
      timeoutMs: options.timeoutMs ?? 60_000,
      retries: options.retries ?? 2,
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    });
    super(transport);
    this.baseUrl = baseUrl;
    this.transport = transport;
  }

  /** For what has no method: any path of the server. @returns `data` of the answer, or all of one that has no `data` */
  request<Data>(request: ApiRequest): Promise<Data> {
    return this.transport.json<Data>(request);
  }

  /** For answers that are files of any length, `format: 'csv'` say: the answer with its head, and a body yet to be read. */
  download(request: ApiRequest): Promise<Response> {
    return this.transport.begun(request);
  }

  /** Where OpenAI's own client finds the gateway: `new OpenAI({ baseURL: client.gatewayUrl, apiKey })`. */
  get gatewayUrl(): string {
    return `${this.baseUrl}/v1`;
  }

  /** A client that acts as the user who has this e-mail and password, for as long as the token lives. */
  static async signedIn(
    credentials: { email: string; password: string },
    options: Omit<LatchkeyOptions, 'apiKey' | 'accessToken'> = {},
  ): Promise<Latchkey> {
    const { access_token: accessToken } = await new Latchkey({ ...options, accessToken: '' }).auth.login(credentials);
    return new Latchkey({ ...options, accessToken });
  }
}

/** Visible ASCII. */
const SENDABLE = /^[!-~]+$/;

async function callerHeaders({
  apiKey,
  accessToken,
  tenantId,
  userAgent = 'latchkey-sdk-typescript',
}: LatchkeyOptions): Promise<Record<string, string>> {
  const headers: Record<string, string> = { 'user-agent': userAgent };
  const token = typeof accessToken === 'function' ? await accessToken() : accessToken;
  const bearer = (token ?? apiKey ?? fromEnvironment('LATCHKEY_API_KEY'))?.trim();
  // What refuses such a header says the whole of it.
  if (bearer && !SENDABLE.test(bearer)) throw new LatchkeyError('The API key or token holds characters that none has; is it masked?'); // prettier-ignore
  if (bearer) headers['authorization'] = `Bearer ${bearer}`;
  if (tenantId !== undefined) headers['x-tenant-id'] = tenantId;
  return headers;
}

function fromEnvironment(name: string): string | undefined {
  return globalThis.process?.env[name] || undefined;
}
