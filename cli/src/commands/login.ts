import type { Command } from 'commander';
import { Latchkey } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { UsageFailure } from '../failure.js';
import { isOpenToReaders, serverAddress } from '../session/server-address.js';
import { accepted, signIn, USER_AGENT } from '../session/sign-in.js';
import { asIdentity, givenKey } from '../session/target.js';
import type { Context, Identity, Settings } from '../settings/settings.js';
import { verb } from './described.js';
import { whoAmI } from './whoami.js';

interface LoginOptions {
  email?: string;
  passwordStdin?: boolean;
  keyStdin?: boolean;
}

export function loginCommand(program: Command, cli: Cli): void {
  verb(program, 'login', 'Sign in to a server, and keep that as a context.', [
    'latchkey login https://latchkey.example.com',
    'latchkey login --email ada@example.com --password-stdin < password.txt',
    'latchkey login --key-stdin < key.txt',
  ])
    .argument('[url]', 'address of the server; else --url, else LATCHKEY_URL')
    .option('--email <address>', 'sign in as this user')
    .option('--password-stdin', 'read the password from stdin')
    .option('--key-stdin', 'sign in with an API key, read from stdin; --key-env and LATCHKEY_API_KEY give one too')
    .action(async (url: string | undefined, options: LoginOptions) => {
      await login(cli, url, options);
    });
}

async function login(cli: Cli, typed: string | undefined, options: LoginOptions): Promise<void> {
  const { answer, settings } = cli;
  const url = serverAddress(await addressFor(cli, typed));
  if (isOpenToReaders(url)) answer.note(`warning: ${url} is not encrypted: what is sent can be read on the way`);
  await settings.demandWritable();
  const identity = await identityFor(cli, url, options);
  const client =
    identity.kind === 'key'
      ? new Latchkey({ baseUrl: url, apiKey: identity.key, userAgent: USER_AGENT })
      : new Latchkey({ baseUrl: url, accessToken: identity.accessToken, userAgent: USER_AGENT });
  const me = await accepted(client.auth.me(), 'Check that the key is complete, not ended, and of this server');
  const wanted = cli.options().context;
  let name = '';
  await settings.change((now) => {
    name = wanted ?? nameFor(now, url);
    const context: Context = { url, tenant: null, identity };
    return { ...now, current: name, contexts: { ...now.contexts, [name]: context } };
  });
  answer.done(me, `Signed in at ${url} as ${whoAmI(me)}. Context: ${name}`);
}

async function addressFor({ prompts, options, io, settings }: Cli, typed: string | undefined): Promise<string> {
  const given = typed ?? options().url ?? (io.env['LATCHKEY_URL'] || undefined);
  if (given !== undefined) return given;
  const { current, contexts } = await settings.read();
  const known = contexts[options().context ?? current ?? '']?.url;
  if (!prompts.areAllowed && known !== undefined) return known;
  return prompts.text('Address of the server', '<url>', { fallback: known ?? 'http://127.0.0.1:3000' });
}

async function identityFor(cli: Cli, url: string, options: LoginOptions): Promise<Identity> {
  const key = await keyFor(cli, options);
  if (key !== null) return asIdentity(key);
  const { prompts } = cli;
  const email = options.email ?? (await prompts.text('E-mail', '--email, or --key-stdin'));
  const password = options.passwordStdin
    ? await prompts.stdin('--password-stdin')
    : await prompts.secret('Password', '--password-stdin');
  return signIn(url, email, password);
}

async function keyFor(
  { prompts, options, io }: Cli,
  { email, keyStdin, passwordStdin }: LoginOptions,
): Promise<string | null> {
  const isUser = email !== undefined || passwordStdin === true;
  if (keyStdin) {
    if (isUser) throw new UsageFailure('Sign in either with a password or with a key');
    return prompts.stdin('--key-stdin');
  }
  return isUser && options().keyEnv === undefined ? null : givenKey(options(), io.env);
}

/** The name of the context of that server, be it there or new. */
function nameFor({ contexts }: Settings, url: string): string {
  const known = Object.keys(contexts).find((name) => contexts[name]?.url === url);
  if (known !== undefined) return known;
  const { host } = new URL(url);
  return Object.hasOwn(contexts, host) ? url : host;
}
