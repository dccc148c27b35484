import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aUser } from '../support/actors.js';
import { cloneDatabase, type ClonedDatabase } from '../support/template-database.js';
import { startTestApp, TEST_SECRET_KEY, type TestApp } from '../support/test-app.js';

const OTHER_KEY = 'a-wholly-different-wrapping-key-8Vd3Rq';

interface Wrapped {
  purpose: string;
  wrapped: Buffer;
}

function entries({ dataSource }: TestApp): Promise<Wrapped[]> {
  return dataSource.query('SELECT purpose, wrapped FROM keyring ORDER BY purpose');
}

describe('the keyring', () => {
  let database: ClonedDatabase;

  beforeEach(async () => {
    database = await cloneDatabase();
  });

  afterEach(() => database.drop());

  const boot = (environment: Record<string, string>) => startTestApp({ databaseUrl: database.url, environment });

  it('is filled once, and opens again with the same SECRET_KEY', async () => {
    const first = await boot({});
    const made = await entries(first);
    await first.close();
    const second = await boot({});
    expect(await entries(second)).toEqual(made);
    expect(made.map(({ purpose }) => purpose)).toEqual(['audit', 'checksum', 'pepper', 'session']);
    await second.close();
  });

  it('refuses a wrong SECRET_KEY and changes nothing', async () => {
    const first = await boot({});
    const made = await entries(first);
    await expect(boot({ SECRET_KEY: OTHER_KEY })).rejects.toThrow(
      'SECRET_KEY does not open the keyring of this database. Nothing was changed.',
    );
    expect(await entries(first)).toEqual(made);
    await first.close();
  });

  it('is wrapped anew, and nothing else is, when SECRET_KEY_PREVIOUS opens it', async () => {
    const first = await boot({});
    const { headers } = await aUser(first);
    const key = await first.http.post('/api/v1/keys').set(headers).send({ name: 'before' }).expect(200);
    const made = await entries(first);
    await first.close();

    const changed = await boot({ SECRET_KEY: OTHER_KEY, SECRET_KEY_PREVIOUS: TEST_SECRET_KEY });
    const rewrapped = await entries(changed);
    expect(rewrapped.map(({ purpose }) => purpose)).toEqual(made.map(({ purpose }) => purpose));
    expect(rewrapped.filter(({ wrapped }, index) => wrapped.equals(made[index]!.wrapped))).toEqual([]);
    await changed.http.get('/api/v1/keys/self').set('x-api-key', key.body.data.token).expect(200);
    await changed.close();

    const later = await boot({ SECRET_KEY: OTHER_KEY });
    await later.http.get('/api/v1/keys/self').set('x-api-key', key.body.data.token).expect(200);
    await later.close();
  });

  describe('without SECRET_KEY', () => {
    let dataDir: string;

    beforeEach(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'latchkey-keyring-'));
    });

    afterEach(() => rm(dataDir, { recursive: true, force: true }));

    it('generates one into DATA_DIR that only its owner can read, and takes it at the next start', async () => {
      const environment = { SECRET_KEY: '', DATA_DIR: dataDir };
      const first = await boot(environment);
      const file = join(dataDir, 'secret.key');
      const secret = await readFile(file, 'utf8');
      expect({ length: secret.trim().length, mode: (await stat(file)).mode & 0o777 }).toEqual({
        length: 43,
        mode: 0o600,
      });
      await first.close();
      const second = await boot(environment);
      expect(await readFile(file, 'utf8')).toBe(secret);
      await second.close();
    });

    it('refuses a secret file that was cut off, and leaves it alone', async () => {
      const file = join(dataDir, 'secret.key');
      await writeFile(file, '');
      await expect(boot({ SECRET_KEY: '', DATA_DIR: dataDir })).rejects.toThrow(
        `${file} holds no usable SECRET_KEY; restore it. Nothing was changed.`,
      );
      expect(await readFile(file, 'utf8')).toBe('');
    });

    it('refuses a lost secret file over old data instead of making another', async () => {
      const environment = { SECRET_KEY: '', DATA_DIR: dataDir };
      await (await boot(environment)).close();
      await rm(join(dataDir, 'secret.key'));
      await expect(boot(environment)).rejects.toThrow(
        'This database was set up with a SECRET_KEY that is not here. Set SECRET_KEY, or restore secret.key in DATA_DIR; nothing was changed.',
      );
      await expect(stat(join(dataDir, 'secret.key'))).rejects.toThrow('ENOENT');
    });
  });
});
