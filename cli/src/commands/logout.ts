import type { Command } from 'commander';
import { AuthenticationError } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { EXIT } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { verb } from './described.js';

export function logoutCommand(program: Command, cli: Cli): void {
  verb(program, 'logout', 'Sign out: end the session on the server, and forget it here. The context stays.', [
    'latchkey logout',
  ]).action(async () => {
    const { context, identity, url } = await cli.target();
    if (context === null || identity === null) {
      cli.answer.done(null, 'Nobody is signed in.');
      return;
    }
    try {
      if (identity.kind === 'session') await (await cli.client()).auth.logout();
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
