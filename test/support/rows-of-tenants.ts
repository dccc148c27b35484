import type { DataSource } from 'typeorm';
import { getMetadataArgsStorage } from 'typeorm';
import { ENTITIES } from '../../src/entities.js';

/** Every table with rows of tenants, as the entities say. */
export const TENANT_TABLES = ENTITIES.filter((entity) =>
  getMetadataArgsStorage().columns.some(({ target, options }) => target === entity && options.name === 'tenant_id'),
).map((entity) => getMetadataArgsStorage().tables.find(({ target }) => target === entity)?.name ?? '');

interface ColumnOfTable {
  name: string;
  type: string;
}

/** A statement that adds a row, made up but for its tenant; whether what it refers to is there is not its business. */
export async function anInsert(dataSource: DataSource, table: string, tenantId: string): Promise<[string, unknown[]]> {
  const columns = await dataSource.query<ColumnOfTable[]>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type FROM pg_attribute a
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = ''
       AND a.attgenerated = '' AND (a.attname = 'tenant_id' OR a.attnotnull AND NOT a.atthasdef)
     ORDER BY a.attnum`,
    [table],
  );
  const values = columns.map(({ name, type }) => (name === 'tenant_id' ? tenantId : valueOf(type)));
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  return [`INSERT INTO ${table} (${names}) VALUES (${values.map((_, index) => `$${index + 1}`).join(', ')})`, values];
}

let made = 0;

/** No two are alike: tables have unique indexes. */
function valueOf(type: string): unknown {
  made += 1;
  if (type === 'uuid') return `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  if (type === 'bytea') return Buffer.from(String(made));
  if (type === 'jsonb') return {};
  if (type === 'boolean') return false;
  if (type.endsWith('[]')) return [];
  if (['smallint', 'integer', 'bigint'].includes(type)) return made;
  if (type === 'date' || type.startsWith('timestamp')) return new Date();
  return `v${made}`;
}
