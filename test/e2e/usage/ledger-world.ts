import { newUuid } from '../../../src/kernel/ids.js';
import { JournalTables } from '../../../src/usage/journal/journal-tables.js';
import { aKey, type Actor } from '../../support/actors.js';
import type { TestApp } from '../../support/test-app.js';

const HOUR_MS = 3_600_000;

export const thisHour = () => Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

/** Of a process that is elsewhere. @returns its id */
export async function aJournal({ app }: TestApp): Promise<string> {
  const id = newUuid();
  await app.get(JournalTables).open(id, 'elsewhere');
  return id;
}

/** Limits a new key of the owner. @returns the id of what is counted */
export async function aMeter(testApp: TestApp, owner: Actor, limit: object): Promise<string> {
  const { http, dataSource } = testApp;
  const { id: key_id } = await aKey(testApp, owner);
  const { body } = await http.post('/api/v1/limits').set(owner.headers).send({ key_id, ...limit }).expect(200); // prettier-ignore
  const { id: limitId } = body.data as { id: string };
  const [meter] = await dataSource.query<[{ id: string }]>('SELECT id FROM limit_meters WHERE limit_id = $1', [limitId]); // prettier-ignore
  return meter.id;
}
