import { BadInputError } from '../../kernel/app-error.js';
import { findOwnFactory } from '../../models/own-credential.js';
import type { ModelStock } from '../../models/inventory/model-inventory.service.js';
import type { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { ActualConfiguration, ActualMember } from '../actual-configuration.js';
import type { ApplyOptions, DesiredConfiguration, DesiredTenant } from '../desired-configuration.js';
import { inPlace } from '../failure-in-place.js';
import { demandDistinct } from './field-changes.js';
import { planAliases } from './plan-aliases.js';
import {
  planCredentialRemoval,
  planKnownCredential,
  planNewCredential,
  type CredentialPlan,
} from './plan-credentials.js';
import { planDefaults } from './plan-defaults.js';
import { planMembers } from './plan-members.js';
import { planSharing } from './plan-sharing.js';
import type { Step } from './step.js';

/** Who applies a configuration, as far as it matters to what is to be done. */
export interface Planner {
  userId: string;
  email: string;
}

/** What else a plan depends on. */
export interface PlanScope {
  caller: Planner;
  options: Pick<ApplyOptions, 'prune' | 'verify'>;
  catalog: FactoryCatalog;
}

const NOTHING: ModelStock = {
  credentials: [],
  defaults: { llm_id: '', embd_id: '', asr_id: '', img2txt_id: '', rerank_id: '', tts_id: '' },
  aliases: [],
};

/** The steps of one tenant, by when they are to be done among those of all. */
interface TenantSteps {
  creation: Step[];
  members: Step[];
  credentials: Step[];
  sharing: Step[];
  defaults: Step[];
  aliases: Step[];
  /** Each stands on the ones behind it. */
  removals: { aliases: Step[]; models: Step[]; credentials: Step[]; members: Step[] };
}

/**
 * The steps from what is to what should be, in the order in which they are to be done: what others stand on comes early
 * and goes late, over all tenants, since they share with each other. None when all is as it should be.
 * @throws BadInputError and the like, with the place of the entry that is to blame
 */
export function planConfiguration(
  desired: DesiredConfiguration,
  actual: ActualConfiguration,
  scope: PlanScope,
): Step[] {
  const tenants = desired.tenants.map((_, place) => {
    try {
      return planTenant(desired, actual, place, scope);
    } catch (error) {
      throw inPlace(`tenants.${place}`, error);
    }
  });
  const all = (pick: (steps: TenantSteps) => readonly Step[]) => tenants.flatMap(pick);
  return [
    ...all(({ creation }) => creation),
    ...all(({ members }) => members),
    ...all(({ credentials }) => credentials),
    ...all(({ sharing }) => sharing),
    ...all(({ defaults }) => defaults),
    ...all(({ aliases }) => aliases),
    ...planInstance(desired, actual),
    ...all(({ removals }) => removals.aliases),
    ...all(({ removals }) => removals.models),
    ...all(({ removals }) => removals.credentials),
    ...all(({ removals }) => removals.members),
  ];
}

function planTenant(
  { tenants }: DesiredConfiguration,
  actual: ActualConfiguration,
  place: number,
  { caller, options, catalog }: PlanScope,
): TenantSteps {
  const [desired, placed] = [tenants[place], actual.places[place]];
  if (!desired || !placed) throw new Error(`No tenant ${place}`);
  const { path, name: tenantName, id: tenantId, role: callerRole } = placed;
  const { owner, step: creation } = planCreation(desired, tenantName, place, caller);
  const { members: former, stock } = actual.tenants[place] ?? { members: [owner], stock: NOTHING };
  const at = { path, place, tenantName, prune: options.prune };
  const members = desired.members
    ? planMembers(desired.members, former, { ...at, tenantId, callerId: caller.userId, callerRole })
    : { changes: [], removals: [] };
  const credentials = planCredentials(desired, stock, actual, { ...at, verify: options.verify, catalog });
  const defaults = desired.defaults && planDefaults(desired.defaults, stock.defaults, tenantName);
  const isFactory = (name: string) => catalog.find(name) !== undefined;
  const aliases = desired.aliases
    ? planAliases(desired.aliases, stock.aliases, { ...at, isFactory })
    : { changes: [], removals: [] };
  return {
    creation: tenantId === null ? [creation] : [],
    members: members.changes,
    credentials: credentials.plans.flatMap(({ changes }) => changes),
    sharing: credentials.sharing,
    defaults: defaults?.changes.length
      ? [{ path: `${path}.defaults`, place, changes: defaults.changes, work: { do: 'set-defaults', changes: defaults.wanted } }] // prettier-ignore
      : [],
    aliases: aliases.changes,
    removals: {
      aliases: aliases.removals,
      models: credentials.plans.flatMap(({ modelRemovals }) => modelRemovals),
      credentials: credentials.removals,
      members: members.removals,
    },
  };
}

/** A new tenant belongs to the first who is listed as its owner, else to the caller. */
function planCreation(
  desired: DesiredTenant,
  name: string,
  place: number,
  caller: Planner,
): { owner: ActualMember; step: Step } {
  const email = desired.members?.find(({ role }) => role === 'owner')?.email ?? caller.email;
  const fields = [{ field: 'owner', before: null, after: email }];
  return {
    owner: { userId: email === caller.email ? caller.userId : '', email, role: 'owner' },
    step: {
      path: `tenants.${place}`,
      place,
      changes: [{ action: 'create', kind: 'tenant', tenant: name, name, fields }],
      work: { do: 'create-tenant', name, ownerEmail: email },
    },
  };
}

interface CredentialsToPlan {
  path: string;
  place: number;
  tenantName: string;
  prune: boolean;
  verify: boolean;
  catalog: PlanScope['catalog'];
}

function planCredentials(
  { credentials: desired }: DesiredTenant,
  stock: ModelStock,
  { reach, places, recipientNames }: ActualConfiguration,
  scope: CredentialsToPlan,
): { plans: CredentialPlan[]; sharing: Step[]; removals: Step[] } {
  if (!desired) return { plans: [], sharing: [], removals: [] };
  demandDistinct(
    'credentials',
    desired.map(({ label }) => label),
    'label',
    'has the same label as',
  );
  const plans: CredentialPlan[] = [];
  const sharing: Step[] = [];
  for (const [index, credential] of desired.entries()) {
    try {
      const [known, another] = stock.credentials.filter(({ label }) => label === credential.label);
      if (another) throw BadInputError.inField('label', 'ambiguous', `Several credentials of the tenant are called '${credential.label}'; give them different labels first`); // prettier-ignore
      const at = { ...scope, path: `${scope.path}.credentials.${index}` };
      const to = { ...at, factory: findOwnFactory(scope.catalog, credential.factory) };
      const plan = known ? planKnownCredential(credential, known, to) : planNewCredential(credential, to);
      plans.push(plan);
      const shares = { ...at, ref: plan.ref, known: reach.known, places, recipientNames };
      sharing.push(...planSharing(credential, known ?? null, shares));
    } catch (error) {
      throw inPlace(`credentials.${index}`, error);
    }
  }
  const listed = new Set(desired.map(({ label }) => label));
  const leaving = scope.prune ? stock.credentials.filter(({ label }) => !listed.has(label)) : [];
  const path = `${scope.path}.credentials`;
  return { plans, sharing, removals: leaving.map((one) => planCredentialRemoval(one, { ...scope, path })) };
}

function planInstance({ instanceDefaults }: DesiredConfiguration, actual: ActualConfiguration): Step[] {
  if (!instanceDefaults || !actual.instanceDefaults) return [];
  const { changes, wanted } = planDefaults(instanceDefaults, actual.instanceDefaults, null);
  if (changes.length === 0) return [];
  return [{ path: 'instance.defaults', place: null, changes, work: { do: 'set-instance-defaults', changes: wanted } }];
}
