import { ForbiddenError } from '../kernel/app-error.js';
import { actsAsAdministrator, type Principal } from '../kernel/principal.js';
import type { AuthRule } from '../http/auth.decorator.js';

/** Holds who asks to a route's rule. @throws ForbiddenError naming what is missing */
export function authorize(principal: Principal, { scope, administrator, session }: AuthRule): void {
  if (session && principal.kind !== 'session')
    throw new ForbiddenError('Only for users who signed in, not for API keys');
  if (administrator && !actsAsAdministrator(principal)) throw new ForbiddenError('Not admin');
  if (scope && !principal.scopes.has(scope)) {
    const whose = principal.kind === 'session' ? `Role ${principal.role}` : 'The API key';
    throw new ForbiddenError(`${whose} lacks the scope ${scope}`);
  }
}
