/**
 * Who is signed in, in this tab. The access token lives in memory alone; the cookie that renews it is out of reach of
 * scripts, and goes along to one path only.
 */
const REFRESH_PATH = '/api/v1/auth/refresh';
/** Renewed so long before its end, so that no request meets the end on its way. */
const MARGIN_MS = 30_000;

interface AccessToken {
  value: string;
  /** By this machine's clock. */
  goodUntil: number;
}

/** What sign-in, set-up and renewal answer. */
export interface IssuedToken {
  access_token: string;
  /** Seconds. */
  expires_in: number;
}

type Listener = (signedIn: boolean) => void;

class Session {
  private token: AccessToken | null = null;
  private renewal: Promise<string | null> | null = null;
  private readonly listeners = new Set<Listener>();

  get isOpen(): boolean {
    return this.token !== null;
  }

  /** @returns how to stop listening */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  open({ access_token, expires_in }: IssuedToken): void {
    const wasOpen = this.isOpen;
    this.token = { value: access_token, goodUntil: Date.now() + expires_in * 1000 - MARGIN_MS };
    if (!wasOpen) this.tell(true);
  }

  close(): void {
    const wasOpen = this.isOpen;
    this.token = null;
    if (wasOpen) this.tell(false);
  }

  /** A token that is good now; null for nobody. @throws TypeError when the server can't be reached */
  async bearer(): Promise<string | null> {
    if (this.token && Date.now() < this.token.goodUntil) return this.token.value;
    return this.token ? this.renew() : null;
  }

  /**
   * Asks for a fresh token, once however many want it. Null, and the session closed, when there is no session left, or
   * when it is somebody else's by now.
   */
  renew(): Promise<string | null> {
    this.renewal ??= inTurn(() => this.ask()).finally(() => (this.renewal = null));
    return this.renewal;
  }

  private async ask(): Promise<string | null> {
    const held = this.token;
    const response = await fetch(REFRESH_PATH, { method: 'POST', credentials: 'same-origin' });
    if (response.status === 401) {
      this.close();
      return null;
    }
    if (!response.ok) throw new TypeError(`The session could not be renewed: ${response.status}`);
    const { data } = (await response.json()) as { data: IssuedToken };
    // Whoever signed out meanwhile stays so.
    if (held && !this.token) return null;
    if (this.token && ownerOf(this.token.value) !== ownerOf(data.access_token)) {
      // In another tab somebody else signed in: what is shown here, and what was about to be done, is not theirs.
      this.close();
      location.reload();
      return null;
    }
    this.open(data);
    return data.access_token;
  }

  private tell(signedIn: boolean): void {
    for (const listener of this.listeners) listener(signedIn);
  }
}

/** The user whom a token names. */
function ownerOf(token: string): unknown {
  const claims = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  return (JSON.parse(atob(claims)) as { sub?: unknown }).sub;
}

/** One tab after the other: each renewal replaces the cookie. Browsers lock on secure origins only. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request('latchkey-renewal', work) : work();
}

export const session = new Session();
