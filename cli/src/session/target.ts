import { Failure, UsageFailure } from '../failure.js';
import { EXIT } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { Identity, Settings } from '../settings/settings.js';
import { serverAddress } from './server-address.js';

/** Options that every command has. */
export interface GlobalOptions {
  url?: string;
  context?: string;
  tenant?: string;
  keyEnv?: string;
  json?: boolean;
}

/** Which server a command speaks to, and as whom. */
export interface Target {
  url: string;
  /** The context it comes from; null where options or the environment say it all. */
  context: string | null;
  identity: Identity | null;
  /** Id or name of the tenant to act in; null: the identity's own. */
  tenant: string | null;
}

/**
 * Options win over the environment, which wins over the context. What a context knows of somebody is never sent to
 * another server than the context's.
 */
export function targetOf(options: GlobalOptions, env: Io['env'], settings: Settings): Target {
  const name = contextName(options, env, settings);
  const context = name === null ? undefined : settings.contexts[name];
  const key = givenKey(options, env);
  const tenant = options.tenant ?? (env['LATCHKEY_TENANT'] || null);
  if (key !== null && tenant !== null) {
    throw new UsageFailure(
      'A tenant cannot be chosen for an API key: a key has its own',
      'Leave out --tenant and LATCHKEY_TENANT, or sign in as a user',
    );
  }
  const url = options.url ?? (env['LATCHKEY_URL'] || context?.url);
  if (!url) {
    throw new Failure('No server is known yet', {
      exit: EXIT.refused,
      hint: 'Sign in with `latchkey login <url>`, or set LATCHKEY_URL and LATCHKEY_API_KEY',
    });
  }
  if (key !== null) return { url: serverAddress(url), context: null, identity: asIdentity(key), tenant: null };
  return {
    url: serverAddress(url),
    context: name,
    identity: context?.identity ?? null,
    tenant: tenant ?? context?.tenant?.id ?? null,
  };
}

function contextName(options: GlobalOptions, env: Io['env'], settings: Settings): string | null {
  const asked = options.context ?? (env['LATCHKEY_CONTEXT'] || null);
  const url = options.url ?? (env['LATCHKEY_URL'] || null);
  if (asked !== null) {
    const context = Object.hasOwn(settings.contexts, asked) ? settings.contexts[asked] : undefined;
    if (!context)
      throw new UsageFailure(`There is no context ${asked}`, '`latchkey context list` shows those there are');
    if (url && serverAddress(url) !== context.url) {
      throw new UsageFailure(`Context ${asked} is for ${context.url}, not for ${serverAddress(url)}`);
    }
    return asked;
  }
  if (!url) return settings.current;
  const isThere = (name: string | null): boolean =>
    name !== null && settings.contexts[name]?.url === serverAddress(url);
  return isThere(settings.current) ? settings.current : (Object.keys(settings.contexts).find(isThere) ?? null);
}

/** The key that options and environment give. */
export function givenKey({ keyEnv }: GlobalOptions, env: Io['env']): string | null {
  if (keyEnv === undefined) return env['LATCHKEY_API_KEY'] || null;
  const key = env[keyEnv];
  if (!key) throw new UsageFailure(`The environment has no ${keyEnv}, which --key-env names`);
  return key;
}

/**
 * Whoever has this key. Blanks and line ends around it come from files and are dropped.
 * @throws UsageFailure when it cannot be one; an HTTP client would tell it whole in its complaint
 */
export function asIdentity(given: string): Identity {
  const key = given.trim();
  if (!/^[\u0021-\u007e]+$/.test(key)) {
    throw new UsageFailure('What is given as an API key is none', 'A key is one word of letters, digits, - and _');
  }
  return { kind: 'key', key, masked: maskedKey(key) };
}

/** As the server masks what is secret. */
function maskedKey(key: string): string {
  return key.length < 16 ? '***' : `${key.slice(0, 8)}…${key.slice(-4)}`;
}

/** Whether options and environment say all that a target is, so that the settings need not be there. */
export function isGivenWhole(options: GlobalOptions, env: Io['env']): boolean {
  const hasContext = options.context !== undefined || Boolean(env['LATCHKEY_CONTEXT']);
  return !hasContext && Boolean(options.url ?? env['LATCHKEY_URL']) && givenKey(options, env) !== null;
}
