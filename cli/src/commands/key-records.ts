import type { ApiKeyDetail, Latchkey, ListedApiKey } from '@latchkey/sdk';
import { isUuid, theOne } from '../named.js';
import type { Column } from '../output/table.js';
import { gatheredWhere } from './pages.js';

export const KEY_COLUMNS: readonly Column<ListedApiKey>[] = [
  ['name', ({ name }) => name],
  ['key', ({ masked }) => masked],
  ['status', ({ status }) => status],
  ['scopes', ({ scopes }) => scopes],
  ['user', ({ user_email }) => user_email],
  ['expires', ({ expires_at }) => expires_at],
  ['last used', ({ last_used_at }) => last_used_at],
  ['id', ({ id }) => id],
];

export function keyFacts(key: ApiKeyDetail): [string, unknown][] {
  return [
    ['Name', key.name],
    ['Id', key.id],
    ['Key', key.masked],
    ['Description', key.description],
    ['Status', key.status],
    ['Scopes', key.scopes],
    ['Models', key.allowed_models ?? 'all'],
    ['Addresses', key.allowed_addresses ?? 'all'],
    ['User', key.user_email],
    ['Tenant', `${key.tenant_name} (${key.tenant_id})`],
    ['Expires', key.expires_at],
    ['Last used', key.last_used_at],
    ['Created', key.created_at],
    ['Bots', key.used_by.bots.map(({ name }) => name)],
  ];
}

/** @returns the id of a key that is called by id or name; in another tenant than one's own, where that is given */
export async function keyOf(client: Latchkey, asked: string, place: { tenant_id?: string } = {}): Promise<string> {
  if (isUuid(asked)) return asked;
  const same = ({ name }: ListedApiKey): boolean => name.toLowerCase() === asked.toLowerCase();
  const all = client.keys.iterate({ ...place, search: asked, limit: 200 });
  return theOne('key', asked, await gatheredWhere(all, same)).id;
}
