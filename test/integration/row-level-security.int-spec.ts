import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { runAcrossTenants } from '../../src/database/across-tenants.js';
import { ChangeFeed } from '../../src/database/change-feed.js';
import { describeDatabase, findRoles, migrate } from '../../src/database/database.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { exposeTables, secureTables } from '../../src/database/row-level-security.js';
import { SystemDb } from '../../src/database/system-db.js';
import { TenantDb } from '../../src/database/tenant-db.js';
import { acrossTenants, Transactions } from '../../src/database/transactions.js';
import { ENTITIES } from '../../src/entities.js';
import { aDatabaseLogin, type DatabaseLogin } from '../support/database-login.js';
import { anInsert, TENANT_TABLES } from '../support/rows-of-tenants.js';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const NOBODY = '';

const silent = () => undefined;

/** Databases are dropped while a connection may still be on its way out. */
function aPool(connectionString: string): Pool {
  const pool = new Pool({ connectionString, max: 1 });
  pool.on('error', silent);
  return pool;
}

/** A database that one login has migrated, with a row of A and one of B in every table of tenants. */
async function aWorld(attributes: string) {
  const login = await aDatabaseLogin(attributes);
  const dataSource = await describeDatabase(login.url, ENTITIES, MIGRATIONS).initialize();
  await migrate(dataSource, silent);
  await fill(login, dataSource);
  const transactions = new Transactions(dataSource, new ChangeFeed(login.url), await findRoles(dataSource));
  const pool = aPool(login.url);
  const close = async () => {
    await pool.end();
    await dataSource.destroy();
    await login.drop();
  };
  return { login, dataSource, pool, tenantDb: new TenantDb(transactions), systemDb: new SystemDb(transactions), close };
}

type World = Awaited<ReturnType<typeof aWorld>>;

async function fill({ superuserUrl }: DatabaseLogin, dataSource: DataSource): Promise<void> {
  const seeder = aPool(superuserUrl);
  await seeder.query(`INSERT INTO tenants (id, name) VALUES ('${A}', 'A'), ('${B}', 'B')`);
  // A row of a partitioned table has to be somewhere.
  const { rows: roots } = await seeder.query<{ name: string }>(
    `SELECT partrelid::regclass::text AS name FROM pg_partitioned_table WHERE partdefid = 0`,
  );
  for (const { name } of roots) await dataSource.query(`CREATE TABLE ${name}_rest PARTITION OF ${name} DEFAULT`);
  // What the rows refer to is not there.
  await seeder.query(`SET session_replication_role = replica`);
  for (const table of TENANT_TABLES) {
    for (const tenantId of [A, B]) await seeder.query(...(await anInsert(dataSource, table, tenantId)));
  }
  await seeder.end();
}

const tenantsIn = (table: string) => `SELECT tenant_id AS tenant FROM ${table} ORDER BY tenant_id`;

it('knows the tables of tenants', () => {
  expect(TENANT_TABLES.length).toBeGreaterThan(25);
  expect(TENANT_TABLES).toEqual(expect.arrayContaining(['api_keys', 'credentials', 'audit_events', 'pipelines']));
});

describe.each([
  ['an owner that may neither make roles nor databases', ''],
  ['an owner that may make roles', 'CREATEROLE'],
  ['a superuser', 'SUPERUSER'],
])('with %s as the user of the database', (_, attributes) => {
  let world: World;

  beforeAll(async () => {
    world = await aWorld(attributes);
  });

  afterAll(() => world.close());

  it("does a tenant's work as somebody whom policies hold", async () => {
    const [who] = await world.tenantDb.run(A, (tx) =>
      tx.query<object[]>(
        `SELECT rolsuper, rolbypassrls, row_security_active('api_keys') FROM pg_roles WHERE rolname = current_user`,
      ),
    );
    expect(who).toEqual({ rolsuper: false, rolbypassrls: false, row_security_active: true });
  });

  it('leaves the connection to the user that it belongs to', async () => {
    await world.tenantDb.run(A, (tx) => tx.query('SELECT 1'));
    const [who] = await world.dataSource.query<object[]>(
      `SELECT current_user = session_user AS is_itself, current_setting('latchkey.tenant') AS tenant`,
    );
    expect(who).toEqual({ is_itself: true, tenant: '' });
  });

  describe.each(TENANT_TABLES)('%s', (table) => {
    const rowsFor = (tenantId: string) => world.tenantDb.run(tenantId, (tx) => tx.query<object[]>(tenantsIn(table)));

    it('is under forced row-level security', async () => {
      const found = await world.dataSource.query<object[]>(
        `SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::regclass`,
        [table],
      );
      expect(found).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }]);
    });

    it("shows a tenant its own rows, and nobody's to nobody", async () => {
      expect(await rowsFor(A)).toEqual([{ tenant: A }]);
      expect(await rowsFor(B)).toEqual([{ tenant: B }]);
      expect(await rowsFor(NOBODY)).toEqual([]);
    });

    it('shows all rows to whoever says why', async () => {
      const all = [{ tenant: A }, { tenant: B }];
      const { pool, systemDb, tenantDb } = world;
      expect(await systemDb.run('test', (tx) => tx.query(tenantsIn(table)))).toEqual(all);
      expect(await tenantDb.search(A, 'test', (tx) => tx.query(tenantsIn(table)))).toEqual(all);
      expect(await runAcrossTenants(pool, tenantsIn(table), [])).toEqual(all);
    });

    it.each([
      ['changed', `UPDATE ${table} SET tenant_id = tenant_id WHERE tenant_id = '${B}'`],
      ['removed', `DELETE FROM ${table} WHERE tenant_id = '${B}'`],
    ])('has no row of another tenant %s', async (_done, statement) => {
      const [, count] = await world.tenantDb.run(A, (tx) => tx.query<[unknown, number]>(statement));
      expect(count).toBe(0);
    });

    it.each([[A], [NOBODY]])('takes no row of another tenant from %p', async (tenantId) => {
      const [statement, values] = await anInsert(world.dataSource, table, B);
      const inserted = world.tenantDb.run(tenantId, (tx) => tx.query(statement, values));
      await expect(inserted).rejects.toThrow(`new row violates row-level security policy for table "${table}"`);
    });

    it('lets no row go to another tenant', async () => {
      const given = world.tenantDb.run(A, (tx) => tx.query(`UPDATE ${table} SET tenant_id = '${B}'`));
      await expect(given).rejects.toThrow(`new row violates row-level security policy for table "${table}"`);
    });
  });

  it('keeps single statements across tenants from whoever has the connection next', async () => {
    const { pool } = world;
    const [inside] = await runAcrossTenants(pool, `SELECT current_setting('latchkey.reason') AS reason, $1 AS value`, [
      'x',
    ]);
    expect(inside).toEqual({ reason: 'direct', value: 'x' });
    const { rows } = await pool.query(`SELECT current_setting('latchkey.reason') AS reason`);
    expect(rows).toEqual([{ reason: '' }]);
  });

  it('goes on with the connection after a single statement that failed', async () => {
    const { pool } = world;
    await expect(runAcrossTenants(pool, 'SELECT 1 / $1::int', [0])).rejects.toThrow('division by zero');
    expect(await runAcrossTenants(pool, `UPDATE tasks SET name = name`, [])).toEqual([]);
  });

  it('goes back to the tenant after a look at others, be it with or without success', async () => {
    const seen = await world.tenantDb.run(A, async (tx) => {
      const across = await acrossTenants(tx, 'test', (all) => all.query<object[]>(tenantsIn('tasks')));
      const after = await tx.query<object[]>(tenantsIn('tasks'));
      await expect(acrossTenants(tx, 'test', (all) => all.query('SELECT 1 / 0'))).rejects.toThrow('division');
      return [across.length, after.length, (await tx.query<object[]>(tenantsIn('tasks'))).length];
    });
    expect(seen).toEqual([2, 1, 1]);
  });

  it('lets rows go with what they belong to, whoever they are of', async () => {
    const base = '00000000-0000-7000-8000-aaaaaaaaaaaa';
    await world.systemDb.run('test', async (tx) => {
      await tx.query(
        `INSERT INTO knowledge_bases (id, tenant_id, name, embedding_model) VALUES ($1, $2, 'base', 'model')`,
        [base, A],
      );
      await tx.query(
        `INSERT INTO knowledge_files (id, tenant_id, base_id, source_key, file_name, extension, size, task_id, user_id)
         VALUES ($1, $2, $1, 'k', 'f', 'txt', 0, 0, $2)`,
        [base, A],
      );
    });
    const left = await world.tenantDb.run(A, async (tx) => {
      await tx.query('DELETE FROM knowledge_bases WHERE id = $1', [base]);
      return tx.query<object[]>('SELECT FROM knowledge_files WHERE id = $1', [base]);
    });
    expect(left).toEqual([]);
  });

  it('secures tables and partitions that come later, at the next start', async () => {
    const { dataSource, systemDb, tenantDb } = world;
    await systemDb.run('test', async (tx) => {
      await tx.query(
        `CREATE TABLE late (tenant_id varchar(32), number int GENERATED ALWAYS AS IDENTITY) PARTITION BY LIST (tenant_id)`,
      );
      await tx.query(`CREATE TABLE late_all PARTITION OF late DEFAULT`);
      await tx.query(`INSERT INTO late VALUES ($1), ($2)`, [A, B]);
    });
    await migrate(dataSource, silent);
    const rows = await tenantDb.run(A, async (tx) => {
      await tx.query('INSERT INTO late VALUES ($1)', [A]);
      return tx.query<object[]>(tenantsIn('late'));
    });
    const forced = await dataSource.query(
      `SELECT relforcerowsecurity AS forced FROM pg_class WHERE relname ~ '^late(_all)?$'`,
    );
    await systemDb.run('test', (tx) => tx.query('DROP TABLE late'));
    expect(rows).toEqual([{ tenant: A }, { tenant: A }]);
    expect(forced).toEqual([{ forced: true }, { forced: true }]);
  });

  it('secures a table at once where the one who makes it says so', async () => {
    const { systemDb, tenantDb } = world;
    await systemDb.run('test', async (tx) => {
      await tx.query(`CREATE TABLE soon AS SELECT unnest(ARRAY[$1, $2])::varchar AS tenant_id`, [A, B]);
      await secureTables(tx);
    });
    const rows = await tenantDb.run(B, (tx) => tx.query(tenantsIn('soon')));
    await systemDb.run('test', (tx) => tx.query('DROP TABLE soon'));
    expect(rows).toEqual([{ tenant: B }]);
  });

  it('can be taken back, and done again', async () => {
    const { dataSource } = world;
    const count = `SELECT count(*)::int AS count FROM pg_policy`;
    const [before] = await dataSource.query<object[]>(count);
    await dataSource.transaction((tx) => exposeTables(tx));
    expect(await dataSource.query(count)).toEqual([{ count: 0 }]);
    await dataSource.transaction((tx) => secureTables(tx));
    expect(await dataSource.query(count)).toEqual([before]);
  });
});

describe('a user of the database that passes over row-level security and may not make roles', () => {
  let login: DatabaseLogin;
  let dataSource: DataSource;

  beforeEach(async () => {
    login = await aDatabaseLogin('BYPASSRLS');
    dataSource = await describeDatabase(login.url, ENTITIES, MIGRATIONS).initialize();
  });

  afterEach(async () => {
    await dataSource.destroy();
    await login.drop();
  });

  it('is refused with what to do about it, and nothing is changed', async () => {
    const role = `latchkey_app_${login.name}`;
    const toDo = `CREATE ROLE "${role}" NOLOGIN; GRANT "${role}" TO "${login.name}";`;
    await expect(migrate(dataSource, silent)).rejects.toThrow(toDo);
    const tables = await dataSource.query(`SELECT FROM pg_tables WHERE schemaname = 'public'`);
    expect(tables).toEqual([]);
    const superuser = aPool(login.superuserUrl);
    await superuser.query(toDo);
    await superuser.end();
    await migrate(dataSource, silent);
    expect(await findRoles(dataSource)).toMatchObject({ databaseUser: login.name, tenant: role });
  });
});

describe('two databases of one user', () => {
  it('are made at the same time, though they share the role', async () => {
    const login = await aDatabaseLogin('CREATEROLE CREATEDB');
    const first = await describeDatabase(login.url, ENTITIES, MIGRATIONS).initialize();
    await first.query(`CREATE DATABASE ${login.name}_too`);
    const second = await describeDatabase(`${login.url}_too`, ENTITIES, MIGRATIONS).initialize();
    await Promise.all([first, second].map((dataSource) => migrate(dataSource, silent)));
    const roles = await Promise.all([first, second].map(findRoles));
    expect(roles.map(({ tenant }) => tenant)).toEqual(Array(2).fill(`latchkey_app_${login.name}`));
    await second.destroy();
    await first.query(`DROP DATABASE ${login.name}_too WITH (FORCE)`);
    await first.destroy();
    await login.drop();
  });
});

describe("a schema of the user's own", () => {
  it('is where tables are found, though tenants work as somebody else', async () => {
    const login = await aDatabaseLogin('CREATEROLE');
    const dataSource = await describeDatabase(login.url, ENTITIES, MIGRATIONS).initialize();
    await dataSource.query(`CREATE SCHEMA ${login.name}`);
    await migrate(dataSource, silent);
    const transactions = new Transactions(dataSource, new ChangeFeed(login.url), await findRoles(dataSource));
    const [found] = await new TenantDb(transactions).run(A, (tx) =>
      tx.query<object[]>(`SELECT current_user::text AS role, (SELECT count(*)::int FROM tasks) AS count`),
    );
    expect(found).toEqual({ role: `latchkey_app_${login.name}`, count: 0 });
    await dataSource.destroy();
    await login.drop();
  });
});
