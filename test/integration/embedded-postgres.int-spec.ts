import { spawn } from 'node:child_process';
import { chmod, chown, link, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { until } from '../../src/database/embedded/bounded-wait.js';
import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../src/database/embedded/embedded-postgres.js';

const WITHIN_MS = 20_000;

/** Only /proc tells for certain what a process is. */
const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let progress: string[];
  let running: EmbeddedPostgres | null = null;

  const start = async () => {
    running = await startEmbeddedPostgres({
      dataDir,
      onProgress: (line) => progress.push(line),
      settings: { fsync: 'off' },
    });
    return running;
  };
  const postmasterFile = () => join(dataDir, 'postgres', 'postmaster.pid');
  const postmasterPid = async () => Number((await readFile(postmasterFile(), 'utf8')).split('\n')[0]);
  const passwords = async () =>
    JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as {
      superuserPassword: string;
      ownerPassword: string;
    };
  const isBack = () => progress.includes('PostgreSQL is back.');

  beforeAll(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), 'latchkey-embedded-')), 'data');
    await chmod(join(dataDir, '..'), 0o755); // Under root the server's account must pass through it.
  });

  beforeEach(() => {
    progress = [];
  });

  afterEach(async () => {
    await running?.stop();
    running = null;
  });

  afterAll(() => rm(join(dataDir, '..'), { recursive: true, force: true }));

  it('creates its cluster once and keeps what was written over a restart', async () => {
    const first = await start();
    expect(progress).toEqual([`Creating the database cluster in ${join(dataDir, 'postgres')}…`]);
    await query(first.url, 'CREATE TABLE kept (word text)');
    await query(first.url, `INSERT INTO kept VALUES ('still here')`);
    await first.stop();

    progress = [];
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
    expect(progress).toEqual([]);
  });

  it('gives the application a role that owns its database, and one for the work of tenants, neither a superuser', async () => {
    const { url } = await start();
    const roles = `SELECT rolname AS role, rolsuper, rolbypassrls, rolcreatedb, rolcanlogin FROM pg_roles
      WHERE rolname ~ '^latchkey' AND pg_has_role(current_user, oid, 'MEMBER') ORDER BY rolname`;
    expect(await query(url, roles)).toEqual([
      { role: 'latchkey', rolsuper: false, rolbypassrls: true, rolcreatedb: true, rolcanlogin: true },
      { role: 'latchkey_app_latchkey', rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcanlogin: false },
    ]);
    const database = `SELECT pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding, datlocale
      FROM pg_database WHERE datname = current_database()`;
    expect(await query(url, database)).toEqual([{ owner: 'latchkey', encoding: 'UTF8', datlocale: 'C.UTF-8' }]);
  });

  it('lets nobody in without the password', async () => {
    const { url } = await start();
    const stranger = new URL(url);
    stranger.password = 'guessed';
    await expect(query(stranger.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    const rules = await readFile(join(dataDir, 'postgres', 'pg_hba.conf'), 'utf8');
    expect(rules).not.toMatch(/^(?!#).*\b(trust|md5|password|peer)\b/m);
  });

  it('keeps the passwords in one file for its owner alone, and out of the log and the arguments', async () => {
    const { url } = await start();
    expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600);
    const { superuserPassword, ownerPassword } = await passwords();
    expect(new URL(url).password).toBe(ownerPassword);
    const seen = [
      await readFile(join(dataDir, 'postgres.log'), 'utf8'),
      await readFile(join(dataDir, 'postgres', 'postmaster.opts'), 'utf8'),
      progress.join('\n'),
    ].join('\n');
    expect(seen).not.toContain(superuserPassword);
    expect(seen).not.toContain(ownerPassword);
  });

  it('refuses a second instance on the same data directory and leaves the first alone', async () => {
    const { url } = await start();
    const second = startEmbeddedPostgres({ dataDir, onProgress: () => undefined });
    await expect(second).rejects.toThrow(
      new EmbeddedPostgresError(`Another Latchkey is already running on ${dataDir}`),
    );
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts a killed server again by itself, on the same address', async () => {
    const { url } = await start();
    process.kill(await postmasterPid(), 'SIGKILL');
    expect(await until(isBack, WITHIN_MS)).toBe(true);
    expect(await query(url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
  });

  it('takes its lock again when only the connection that held it is lost', async () => {
    const { url } = await start();
    const pid = await postmasterPid();
    const superuser = new URL(url);
    superuser.username = 'postgres';
    superuser.password = (await passwords()).superuserPassword;
    await query(
      superuser.href,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'latchkey supervisor'`,
    );
    expect(await until(isBack, WITHIN_MS)).toBe(true);
    expect(await postmasterPid()).toBe(pid);
    await expect(startEmbeddedPostgres({ dataDir, onProgress: () => undefined })).rejects.toThrow(
      EmbeddedPostgresError,
    );
  });

  it('starts over a postmaster.pid that a killed server left behind', async () => {
    await start();
    await link(postmasterFile(), `${postmasterFile()}.kept`); // The server removes only its own name for it.
    await running?.stop();
    await rename(`${postmasterFile()}.kept`, postmasterFile());
    const { url } = await start();
    expect(await query(url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
  });

  onLinux('starts over a postmaster.pid that names a live process of another kind', async () => {
    await start();
    const { uid, gid } = await stat(postmasterFile());
    await running?.stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { uid, gid, cwd: '/' });
    try {
      await writeFile(postmasterFile(), `${stranger.pid}\n`);
      await chown(postmasterFile(), uid, gid);
      const { url } = await start();
      expect(progress).toEqual(['Removed a stale postmaster.pid: no PostgreSQL process uses this cluster.']);
      expect(await query(url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
    } finally {
      stranger.kill();
    }
  });

  it('removes what a first start that was killed left behind', async () => {
    await writeFile(join(dataDir, 'postgres.unfinished-leftover'), '');
    await start();
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres.json', 'postgres.log']);
  });

  it('refuses a cluster of another major version and changes nothing', async () => {
    const versionFile = join(dataDir, 'postgres', 'PG_VERSION');
    const version = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '16\n');
    await expect(start()).rejects.toThrow(/written by PostgreSQL 16; .*pg_dump 16/s);
    await writeFile(versionFile, version);
    expect(await query((await start()).url, 'SELECT word FROM kept')).toEqual([{ word: 'still here' }]);
  });

  it('may be stopped twice, and is then gone', async () => {
    const { url, stop } = await start();
    await Promise.all([stop(), stop()]);
    await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
