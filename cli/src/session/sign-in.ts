import { AuthenticationError, Latchkey } from '@latchkey/sdk';
import { EXIT } from '../exit-codes.js';
import { Failure } from '../failure.js';
import type { SessionIdentity } from '../settings/settings.js';
import type { SettingsFile } from '../settings/settings-file.js';
import { VERSION } from '../version.js';

const COOKIE = 'latchkey_refresh';
/** A token with less left than this is renewed first. */
const MARGIN_MS = 60_000;
/** Other processes wait for it, for twice as long at most. */
const RENEWED_WITHIN_MS = 15_000;

export const USER_AGENT = `latchkey-cli/${VERSION}`;

/** Signs in. @throws Failure when the pair does not match */
export async function signIn(url: string, email: string, password: string): Promise<SessionIdentity> {
  const cookies = new RefreshCookie(null);
  const answer = await accepted(anonymous(url, cookies).auth.login({ email, password }), 'Check both, and the server');
  if (cookies.token === null) throw new Failure(`${url} gave no means to renew the session`);
  return identityOf(email, cookies.token, answer);
}

/** What is asked with what was just given, so that `latchkey login` is no advice. @throws Failure when it is refused */
export async function accepted<Answer>(asked: Promise<Answer>, hint: string): Promise<Answer> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    throw new Failure(error.message, { exit: EXIT.refused, hint });
  }
}

/**
 * The token of now. Of several processes one renews and the others wait for it; a renewal changes the refresh token, and
 * one that was replaced would end the session.
 */
export async function freshToken(settings: SettingsFile, contextName: string): Promise<string> {
  const stored = sessionIn(await settings.read(), contextName);
  if (isFresh(stored)) return stored.accessToken;
  const changed = await settings.change(async (now) => {
    const session = sessionIn(now, contextName);
    const context = now.contexts[contextName];
    if (isFresh(session) || context === undefined) return now;
    const identity = await renewed(context.url, session);
    return { ...now, contexts: { ...now.contexts, [contextName]: { ...context, identity } } };
  });
  return sessionIn(changed, contextName).accessToken;
}

async function renewed(url: string, session: SessionIdentity): Promise<SessionIdentity> {
  const cookies = new RefreshCookie(session.refreshToken);
  try {
    const answer = await anonymous(url, cookies).auth.refresh();
    return identityOf(session.email, cookies.token ?? session.refreshToken, answer);
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    throw new Failure(`The session of ${session.email} at ${url} has ended`, {
      exit: EXIT.refused,
      hint: 'Sign in again with `latchkey login`',
    });
  }
}

function identityOf(
  email: string,
  refreshToken: string,
  { access_token: accessToken, expires_in: seconds }: { access_token: string; expires_in: number },
): SessionIdentity {
  const accessTokenExpiresAt = new Date(Date.now() + seconds * 1000).toISOString();
  return { kind: 'session', email, refreshToken, accessToken, accessTokenExpiresAt };
}

function sessionIn(
  settings: { contexts: Record<string, { identity: unknown }> },
  contextName: string,
): SessionIdentity {
  const identity = settings.contexts[contextName]?.identity as SessionIdentity | null | undefined;
  if (identity?.kind === 'session') return identity;
  throw new Failure('Somebody signed out meanwhile', {
    exit: EXIT.refused,
    hint: 'Sign in again with `latchkey login`',
  });
}

function isFresh({ accessTokenExpiresAt }: SessionIdentity): boolean {
  return new Date(accessTokenExpiresAt).getTime() - Date.now() > MARGIN_MS;
}

function anonymous(url: string, cookies: RefreshCookie): Latchkey {
  return new Latchkey({
    baseUrl: url,
    accessToken: '',
    userAgent: USER_AGENT,
    fetch: cookies.fetch,
    retries: 0,
    timeoutMs: RENEWED_WITHIN_MS,
  });
}

/** Sends the refresh cookie along, and keeps the one that comes back. */
class RefreshCookie {
  constructor(private value: string | null) {}

  get token(): string | null {
    return this.value;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    if (this.value !== null) request.headers.set('cookie', `${COOKIE}=${this.value}`);
    const answer = await fetch(request);
    for (const cookie of answer.headers.getSetCookie()) {
      const [, value] = new RegExp(`^${COOKIE}=([^;]+)`).exec(cookie) ?? [];
      if (value !== undefined) this.value = decodeURIComponent(value);
    }
    return answer;
  };
}
