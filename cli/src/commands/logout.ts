import type { Command } from 'commander';
import { AuthenticationError } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import { Failure, UsageFailure } from '../failure.js';
import { verb } from './described.js';

export function logoutCommand(program: Command, cli: Cli): void {
  verb(program, 'logout', 'Sign out: end the session on the server, and forget it here. The context stays.', [
    'latchkey logout',
  ]).action(async () => {
    const target = await cli.target();
    const { context, identity, url } = target;
    if (context === null && identity !== null) {
      throw new UsageFailure(
        'A key from the environment is in use, which has no session to end',
        'Leave out LATCHKEY_API_KEY and --key-env to sign out of a context',
      );
    }
    if (context === null || identity === null) {
      cli.answer.done(null, 'Nobody is signed in.');
      return;
    }
    try {
      if (identity.kind === 'session') await (await cli.clientOf({ ...target, tenant: null })).auth.logout();
    } catch (error) {
      if (!isOver(error)) throw error;
    }
    await cli.settings.change((now) => {
      const known = now.contexts[context];
      return known === undefined
        ? now
        : { ...now, contexts: { ...now.contexts, [context]: { ...known, identity: null } } };
    });
    cli.answer.done(null, `Signed out at ${url}.`);
  });
}

/** Whether there is no session left that could be ended. */
function isOver(error: unknown): boolean {
  return error instanceof AuthenticationError || (error instanceof Failure && error.exit === EXIT.refused);
}
