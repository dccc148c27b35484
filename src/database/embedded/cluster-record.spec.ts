import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clusterPath,
  keepFirstRecord,
  newClusterRecord,
  parseClusterRecord,
  readClusterRecord,
  recordPath,
  replaceRecord,
} from './cluster-record.js';

describe('the cluster record', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'latchkey-record-'));
  });

  afterEach(() => rm(dataDir, { recursive: true }));

  it('is absent before the first start', async () => {
    expect(await readClusterRecord(dataDir)).toBeNull();
  });

  it('is kept once: of two first starts both work with the same passwords', async () => {
    const kept = await Promise.all([
      keepFirstRecord(dataDir, newClusterRecord('postgres')),
      keepFirstRecord(dataDir, newClusterRecord('postgres')),
    ]);
    expect(kept[0]).toEqual(kept[1]);
    expect(await readClusterRecord(dataDir)).toEqual(kept[0]);
    expect(await readdir(dataDir)).toEqual(['postgres.json']);
  });

  it('is for its owner alone, also after a change', async () => {
    const record = await keepFirstRecord(dataDir, newClusterRecord('postgres'));
    await replaceRecord(dataDir, { ...record, port: 21400, initialised: true });
    expect((await stat(recordPath(dataDir))).mode & 0o777).toBe(0o600);
    expect(await readClusterRecord(dataDir)).toEqual({ ...record, port: 21400, initialised: true });
  });

  it('gives the two roles different passwords', () => {
    const { superuserPassword, ownerPassword } = newClusterRecord('postgres');
    expect(superuserPassword).toMatch(/^[0-9a-f]{48}$/);
    expect(ownerPassword).toMatch(/^[0-9a-f]{48}$/);
    expect(superuserPassword).not.toBe(ownerPassword);
  });

  it.each(['', '{', '{"cluster":"postgres","superuserPassword":"planted-secret"}'])(
    'does not show what is in a damaged file: %j',
    (text) => {
      expect(() => parseClusterRecord(text, '/data/postgres.json')).toThrow(
        /^\/data\/postgres\.json is damaged\. Restore it from a backup of the data directory\.$/,
      );
    },
  );
});

describe('clusterPath', () => {
  it('follows a data directory that was moved', () => {
    expect(clusterPath('/moved', { cluster: 'postgres' })).toBe(join('/moved', 'postgres'));
  });

  it('keeps a place outside of it', () => {
    expect(clusterPath('/moved', { cluster: '/elsewhere/postgres' })).toBe('/elsewhere/postgres');
  });
});
