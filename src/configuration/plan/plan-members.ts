import { BadInputError } from '../../kernel/app-error.js';
import { managesTenant, type Role } from '../../kernel/role.js';
import { emailKeyOf } from '../../tenants/user.entity.js';
import type { ActualMember } from '../actual-configuration.js';
import type { DesiredMember } from '../desired-configuration.js';
import { demandDistinct } from './field-changes.js';
import type { Step } from './step.js';

export interface MembersToPlan {
  path: string;
  place: number;
  tenantId: string | null;
  tenantName: string;
  callerId: string;
  /** Null for one who looks after the tenant without being a member, whatever the members are. */
  callerRole: Role | null;
  prune: boolean;
}

/**
 * Owners are made first and the caller is changed last, so that the way there does not end halfway.
 * @throws BadInputError for somebody who is named twice, when nobody would be left as an owner, and when the caller would
 *   be left without the right to say so: the same configuration could not be applied a second time
 */
export function planMembers(
  desired: readonly DesiredMember[],
  actual: readonly ActualMember[],
  scope: MembersToPlan,
): { changes: Step[]; removals: Step[] } {
  demandDistinct(
    'members',
    desired.map(({ email }) => emailKeyOf(email)),
    'email',
    'is the same user as',
  );
  const former = new Map(actual.map((member) => [emailKeyOf(member.email), member]));
  const wanted = new Set(desired.map(({ email }) => emailKeyOf(email)));
  // Nobody can be taken out of the tenant that is their own.
  const leaving = actual.filter(
    ({ email, userId }) => scope.prune && !wanted.has(emailKeyOf(email)) && userId !== scope.tenantId,
  );
  const staying = actual.filter((member) => !wanted.has(emailKeyOf(member.email)) && !leaving.includes(member));
  if (![...desired, ...staying].some(({ role }) => role === 'owner')) {
    throw BadInputError.inField('members', 'owner', 'members must leave the tenant an owner');
  }
  if (scope.callerRole !== null && !managesTenant(futureRole(scope.callerId, desired, staying, actual))) {
    throw BadInputError.inField('members', 'caller', 'members must leave you an owner or admin; another one can change that'); // prettier-ignore
  }
  const changes = desired.flatMap((member, index) => memberStep(member, index, former, scope));
  changes.sort((one, other) => urgency(one, scope.callerId) - urgency(other, scope.callerId));
  const removals = leaving.map(({ userId, email, role }): Step => ({
    path: `${scope.path}.members`,
    place: scope.place,
    changes: [{ action: 'delete', kind: 'member', tenant: scope.tenantName, name: email, fields: [{ field: 'role', before: role, after: null }] }], // prettier-ignore
    work: { do: 'remove-member', userId },
  }));
  removals.sort((one, other) => urgency(one, scope.callerId) - urgency(other, scope.callerId));
  return { changes, removals };
}

function futureRole(
  userId: string,
  desired: readonly DesiredMember[],
  staying: readonly ActualMember[],
  actual: readonly ActualMember[],
): Role | null {
  const email = actual.find((member) => member.userId === userId)?.email ?? '';
  const future = [...desired, ...staying].find((member) => emailKeyOf(member.email) === emailKeyOf(email));
  return future?.role ?? null;
}

function memberStep(
  { email, role }: DesiredMember,
  index: number,
  former: ReadonlyMap<string, ActualMember>,
  { path, place, tenantName }: MembersToPlan,
): Step[] {
  const current = former.get(emailKeyOf(email));
  if (current?.role === role) return [];
  const fields = [{ field: 'role', before: current?.role ?? null, after: role }];
  return [
    {
      path: `${path}.members.${index}`,
      place,
      changes: [{ action: current ? 'update' : 'create', kind: 'member', tenant: tenantName, name: current?.email ?? email, fields }], // prettier-ignore
      work: current ? { do: 'change-member', userId: current.userId, role } : { do: 'add-member', email, role },
    },
  ];
}

function urgency({ work }: Step, callerId: string): number {
  if ('userId' in work && work.userId === callerId) return 2;
  return 'role' in work && work.role === 'owner' ? 0 : 1;
}
