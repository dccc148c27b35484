import { BadInputError, NotFoundError } from '../../kernel/app-error.js';
import { HEX_ID } from '../../kernel/ids.js';
import type { DesiredCredential } from '../desired-configuration.js';
import type { KnownTenant, PlacedTenant } from '../tenant-places.js';
import type { CredentialRef, Step, TenantRef } from './step.js';

export interface SharingToPlan {
  path: string;
  place: number;
  tenantName: string;
  ref: CredentialRef;
  /** Whom the caller can name. */
  known: readonly KnownTenant[];
  /** The tenants of the configuration; those that are still to be made can be named too. */
  places: readonly PlacedTenant[];
  recipientNames: ReadonlyMap<string, string>;
}

interface Shares {
  sharedWithAll: boolean;
  sharedWith: readonly string[];
}

/** With exactly those that are listed, prune or not. @param actual null for a new credential */
export function planSharing(
  { label, sharedWith }: DesiredCredential,
  actual: Shares | null,
  scope: SharingToPlan,
): Step[] {
  if (sharedWith === undefined) return [];
  const recipients =
    sharedWith === 'all' ? sharedWith : distinct(sharedWith.map((text, index) => demandAnother(findRecipient(text, index, scope), index, scope))); // prettier-ignore
  const after = shownRecipients(recipients, scope);
  const before = actual && shownShares(actual, scope);
  if (isSame(recipients, actual ?? { sharedWithAll: false, sharedWith: [] })) return [];
  return [
    {
      path: scope.path,
      place: scope.place,
      changes: [
        {
          action: (before ?? '') === '' ? 'create' : after === '' ? 'delete' : 'update',
          kind: 'sharing',
          tenant: scope.tenantName,
          name: label,
          fields: [{ field: 'shared_with', before: before || null, after: after || null }],
        },
      ],
      work: { do: 'share-credential', credential: scope.ref, recipients },
    },
  ];
}

/** Ids come before names, should a tenant be called as if it were one. */
function findRecipient(text: string, index: number, { known, places }: SharingToPlan): TenantRef {
  if (known.some(({ id }) => id === text)) return { id: text };
  const named = known.filter(({ name }) => name === text);
  const made = places.findIndex(({ id, name }) => id === null && name === text);
  if (named.length + Number(made !== -1) > 1) {
    throw BadInputError.inField(`shared_with.${index}`, 'ambiguous', `Several tenants are called '${text}'; give the id instead`); // prettier-ignore
  }
  if (named[0]) return { id: named[0].id };
  if (made !== -1) return { place: made };
  if (HEX_ID.test(text)) return { id: text };
  const message = `Tenant '${text}' not found`;
  throw new NotFoundError(message, { problems: [{ field: `shared_with.${index}`, rule: 'unknown', message }] });
}

/** Whoever has it does not need it to be shared. */
function demandAnother(ref: TenantRef, index: number, { place, places }: SharingToPlan): TenantRef {
  const isOwn = 'id' in ref ? ref.id === places[place]?.id : ref.place === place;
  if (!isOwn) return ref;
  throw BadInputError.inField(`shared_with.${index}`, 'own', `shared_with must not name the credential's own tenant`);
}

function distinct(refs: readonly TenantRef[]): TenantRef[] {
  return [...new Map(refs.map((ref) => [JSON.stringify(ref), ref])).values()];
}

function isSame(wanted: 'all' | readonly TenantRef[], { sharedWithAll, sharedWith }: Shares): boolean {
  if (wanted === 'all') return sharedWithAll;
  const ids = wanted.flatMap((ref) => ('id' in ref ? [ref.id] : []));
  return (
    !sharedWithAll &&
    wanted.length === sharedWith.length &&
    ids.length === wanted.length &&
    ids.every((id) => sharedWith.includes(id))
  );
}

function shownShares({ sharedWithAll, sharedWith }: Shares, scope: SharingToPlan): string {
  return shownRecipients(sharedWithAll ? 'all' : sharedWith.map((id) => ({ id })), scope);
}

/** By name where the caller may know it, else by id. */
function shownRecipients(recipients: 'all' | readonly TenantRef[], { places, recipientNames }: SharingToPlan): string {
  if (recipients === 'all') return recipients;
  const names = recipients.map((ref) =>
    'id' in ref ? (recipientNames.get(ref.id) ?? ref.id) : (places[ref.place]?.name ?? ''),
  );
  return names.sort().join(', ');
}
