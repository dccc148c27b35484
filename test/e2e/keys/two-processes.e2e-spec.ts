import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

let first: TestApp;
let second: TestApp;
let owner: Actor;

beforeAll(async () => {
  first = await startTestApp();
  second = await startTestApp({ databaseUrl: first.databaseUrl });
});

beforeEach(async () => {
  owner = await aUser(first);
});

afterAll(async () => {
  await second.close();
  await first.close();
});

const selfOnSecond = (token: string) => second.http.get('/api/v1/keys/self').set('X-API-Key', token);

/** A key that both processes hold in memory. */
async function aWarmKey(): Promise<{ id: string; token: string }> {
  const key = await aKey(first, owner);
  expect((await selfOnSecond(key.token)).status).toBe(200);
  return key;
}

const refusedOnSecond = (token: string) => async () =>
  expectFailure(await selfOnSecond(token), 401, RetCode.UNAUTHORIZED, 'Invalid API key');

describe('two processes on one database', () => {
  it('agree that a key was deleted', async () => {
    const { id, token } = await aWarmKey();
    await first.http.delete(`/api/v1/keys/${id}`).set(owner.headers);
    await eventually(refusedOnSecond(token));
  });

  it('agree that a key is paused, and that it is resumed', async () => {
    const { id, token } = await aWarmKey();
    await first.http.patch(`/api/v1/keys/${id}`).set(owner.headers).send({ paused: true });
    await eventually(refusedOnSecond(token));
    await first.http.patch(`/api/v1/keys/${id}`).set(owner.headers).send({ paused: false });
    await eventually(async () => expect((await selfOnSecond(token)).status).toBe(200));
  });

  it('agree that a key was rotated', async () => {
    const { id, token } = await aWarmKey();
    await first.http.post(`/api/v1/keys/${id}/rotate`).set(owner.headers).send({});
    await eventually(refusedOnSecond(token));
  });

  it('agree that a user was deactivated, whose keys and sessions end', async () => {
    const administrator = await anAdministrator(first);
    const { token } = await aWarmKey();
    const me = () => second.http.get('/api/v1/auth/me').set(owner.headers);
    expect((await me()).status).toBe(200);
    await first.http
      .put(`/api/v1/admin/users/${owner.email}/activate`)
      .set(administrator.headers)
      .send({ activate_status: 'off' });
    await eventually(refusedOnSecond(token));
    expectFailure(await me(), 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials');
  });

  it('agree that a session has ended', async () => {
    const me = () => second.http.get('/api/v1/auth/me').set(owner.headers);
    expect((await me()).status).toBe(200);
    await first.http.post('/api/v1/auth/logout').set(owner.headers);
    await eventually(async () =>
      expectFailure(await me(), 401, RetCode.UNAUTHORIZED, 'Invalid authentication credentials'),
    );
  });
});
