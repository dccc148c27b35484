/** What is kept between commands: who one is at which server. */
export interface Settings {
  version: 1;
  /** Name of the context that commands use unless told otherwise. */
  current: string | null;
  contexts: Record<string, Context>;
}

/** One server, and who one is there. */
export interface Context {
  url: string;
  /** Tenant that a user acts in; null: their own, or the key's. */
  tenant: { id: string; name: string } | null;
  identity: Identity | null;
}

export type Identity = SessionIdentity | KeyIdentity;

export interface SessionIdentity {
  kind: 'session';
  email: string;
  refreshToken: string;
  accessToken: string;
  /** ISO 8601, by the clock of this machine. */
  accessTokenExpiresAt: string;
}

export interface KeyIdentity {
  kind: 'key';
  key: string;
  /** The key as it may be shown. */
  masked: string;
}

export const NO_SETTINGS: Settings = { version: 1, current: null, contexts: {} };

/** @throws an Error that says what is wrong with it */
export function parseSettings(text: string): Settings {
  const parsed = JSON.parse(text) as Partial<Settings> | null;
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw new Error('it is no JSON object');
  if (parsed.version !== 1) throw new Error('it is of another version of latchkey');
  const contexts = parsed.contexts ?? {};
  for (const [name, context] of Object.entries(contexts)) {
    if (typeof context?.url !== 'string') throw new Error(`context ${JSON.stringify(name)} has no url`);
  }
  return { version: 1, current: parsed.current ?? null, contexts };
}
