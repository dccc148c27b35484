import type { Latchkey } from '@latchkey/sdk';
import { theOne } from '../named.js';

const ID = /^[0-9a-f]{32}$/;

/** A tenant of mine, by id or name. @returns its id */
export async function tenantId(client: Latchkey, asked: string): Promise<string> {
  if (ID.test(asked)) return asked;
  return theOne(
    'tenant',
    asked,
    (await client.tenants.list()).map(({ id, name }) => ({ id, name })),
  ).id;
}

/** Any tenant, by id or name, as administrators may name it; mine first. @returns its id */
export async function anyTenantId(client: Latchkey, asked: string): Promise<string> {
  if (ID.test(asked)) return asked;
  const mine = (await client.tenants.list()).filter(({ name }) => name === asked);
  if (mine.length === 1 && mine[0]) return mine[0].id;
  const found: { id: string; name: string }[] = [];
  for await (const tenant of client.tenants.iterateAll({ search: asked, limit: 200 })) found.push(tenant);
  return theOne('tenant', asked, found).id;
}
