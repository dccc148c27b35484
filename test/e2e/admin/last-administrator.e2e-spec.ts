import { RetCode } from '../../../src/kernel/ret-code.js';
import { UsersService } from '../../../src/tenants/users.service.js';
import { anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** What the users service takes before it changes who administers. */
const ADMINISTRATORS_LOCK = '7305116003';
const LAST = "can't remove the last administrator";

let testApp: TestApp;
let administrator: Actor;

beforeEach(async () => {
  testApp = await startTestApp();
  administrator = await anAdministrator(testApp);
  await aUser(testApp);
});

afterEach(() => testApp.close());

describe('the last administrator', () => {
  it('stays one, whoever asks', async () => {
    const revoked = testApp.app.get(UsersService).setInstanceAdmin('system', administrator.email, false);
    await expect(revoked).rejects.toThrow(LAST);
    const deactivated = testApp.app.get(UsersService).setActive('system', administrator.email, false);
    await expect(deactivated).rejects.toThrow(LAST);
  });

  it('is one though there is another who is not active', async () => {
    const inactive = await anAdministrator(testApp);
    await testApp.app.get(UsersService).setActive('system', inactive.email, false);
    const revoked = testApp.app.get(UsersService).setInstanceAdmin('system', administrator.email, false);
    await expect(revoked).rejects.toThrow(LAST);
  });

  it.each<[string, (target: Actor) => ['put' | 'delete', string, object]]>([
    ['revoke', ({ email }) => ['delete', `/api/v1/admin/users/${email}/admin`, {}]],
    ['deactivate', ({ email }) => ['put', `/api/v1/admin/users/${email}/activate`, { activate_status: 'off' }]],
  ])('stays when the only two %s each other at the same moment', async (_, requestFor) => {
    const other = await anAdministrator(testApp);
    const send = async (by: Actor, target: Actor) => {
      const [method, path, body] = requestFor(target);
      return testApp.http[method](path).set(by.headers).send(body);
    };
    const release = await holdAdministratorsLock();
    const both = Promise.all([send(administrator, other), send(other, administrator)]);
    await eventually(async () => expect(await countWaiting()).toBe(2));
    await release();
    const refused = (await both).filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(1);
    expectFailure(refused[0]!, 409, RetCode.CONFLICT, LAST);
  });
});

/** Lets requests pass the guard and wait, so that both were allowed before either is done. */
async function holdAdministratorsLock(): Promise<() => Promise<void>> {
  const runner = testApp.dataSource.createQueryRunner();
  await runner.query(`SELECT pg_advisory_lock(${ADMINISTRATORS_LOCK})`);
  return async () => {
    await runner.query(`SELECT pg_advisory_unlock(${ADMINISTRATORS_LOCK})`);
    await runner.release();
  };
}

async function countWaiting(): Promise<number> {
  const rows = await testApp.dataSource.query<object[]>(
    `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows.length;
}
