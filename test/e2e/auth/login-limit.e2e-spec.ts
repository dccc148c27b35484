import type { Response } from 'supertest';
import { AdministratorRecovery } from '../../../src/auth/administrator-recovery.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { anAdministrator, aUser, type Actor, PASSWORD } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const MOST = 3;
const NO_MATCH = 'Email and password do not match!';

let testApp: TestApp;
let user: Actor;
let addresses = 0;

beforeAll(async () => {
  testApp = await startTestApp({
    environment: { LOGIN_ATTEMPTS_PER_MINUTE: String(MOST), TRUST_PROXY: 'true' },
  });
});

beforeEach(async () => {
  user = await aUser(testApp);
});

afterAll(() => testApp.close());

/** One in a network that nobody has used yet. */
const newAddress = () => `2001:db8:0:${(++addresses).toString(16)}::1`;

const login = (email: string, password: string, address = newAddress()) =>
  testApp.http.post('/api/v1/auth/login').set('X-Forwarded-For', address).send({ email, password });

async function failOften(email: string, address?: string): Promise<void> {
  for (let attempt = 0; attempt < MOST; attempt++) {
    expectFailure(await login(email, 'wrong', address), 401, RetCode.UNAUTHORIZED, NO_MATCH);
  }
}

function expectTooMany(response: Response): void {
  const seconds = Number(response.headers['retry-after']);
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  const message = `Too many failed sign-ins, please try again in ${seconds} seconds`;
  expectFailure(response, 429, RetCode.TOO_MANY_REQUESTS, message);
}

describe('failed sign-ins', () => {
  it('lock an account towards new addresses, even with the right password', async () => {
    await failOften(user.email);
    expectTooMany(await login(user.email, PASSWORD));
  });

  it('lock an account however its address is spelled', async () => {
    await failOften(user.email);
    expectTooMany(await login(user.email.toUpperCase(), PASSWORD));
  });

  it('lock an address that goes from account to account', async () => {
    const address = newAddress();
    for (let attempt = 0; attempt < MOST; attempt++) await login((await aUser(testApp)).email, 'wrong', address);
    expectTooMany(await login(user.email, PASSWORD, address));
    expect((await login(user.email, PASSWORD)).status).toBe(200);
  });

  it('lock all of the network that one subscriber has', async () => {
    const [one, neighbour] = [newAddress(), newAddress()].map((address) => address.replace('::1', ''));
    for (let last = 1; last <= MOST; last++) await login((await aUser(testApp)).email, 'wrong', `${one}::${last}`);
    expectTooMany(await login(user.email, PASSWORD, `${one}::ffff`));
    expect((await login(user.email, PASSWORD, `${neighbour}::1`)).status).toBe(200);
  });

  it('of others at the same address do not lock an owner out who signed in from there before', async () => {
    const office = newAddress();
    expect((await login(user.email, PASSWORD, office)).status).toBe(200);
    for (let attempt = 0; attempt < MOST; attempt++) await login(`nobody${attempt}@example.com`, 'wrong', office);
    expect((await login(user.email, PASSWORD, office)).status).toBe(200);
  });

  it('lock an account that does not exist alike', async () => {
    await failOften('nobody@example.com');
    expectTooMany(await login('nobody@example.com', PASSWORD));
  });

  it('do not lock the owner out of the address they sign in from', async () => {
    const home = newAddress();
    expect((await login(user.email, PASSWORD, home)).status).toBe(200);
    await failOften(user.email);
    expectTooMany(await login(user.email, PASSWORD));
    expect((await login(user.email, PASSWORD, home)).status).toBe(200);
  });

  it('lock the address that the owner signs in from too, when they come from there', async () => {
    const home = newAddress();
    expect((await login(user.email, PASSWORD, home)).status).toBe(200);
    await failOften(user.email, home);
    expectTooMany(await login(user.email, PASSWORD, home));
  });

  it('leave other accounts and addresses alone', async () => {
    await failOften(user.email);
    const other = await aUser(testApp);
    expect((await login(other.email, PASSWORD)).status).toBe(200);
  });

  it('outrun the limit not even all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 3 * MOST }, () => login(user.email, 'wrong')));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: MOST }, () => 401),
      ...Array.from({ length: 2 * MOST }, () => 429),
    ]);
  });

  it('count on all surfaces together', async () => {
    const administrator = await anAdministrator(testApp);
    const body = { email: administrator.email, password: 'wrong' };
    const answers = [
      await testApp.http.post('/api/v1/admin/login').set('X-Forwarded-For', newAddress()).send(body),
      await testApp.http.post('/v1/user/login').set('X-Forwarded-For', newAddress()).send(body),
      await testApp.http
        .get('/api/v1/admin/auth')
        .set('X-Forwarded-For', newAddress())
        .auth(administrator.email, 'wrong'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expectTooMany(await login(administrator.email, PASSWORD));
  });

  it('count where a password is changed, too', async () => {
    const change = (current_password: string) =>
      testApp.http
        .post('/api/v1/auth/password')
        .set(user.headers)
        .set('X-Forwarded-For', address)
        .send({ current_password, new_password: 'Green-kettle-43' });
    const address = newAddress();
    for (let attempt = 0; attempt < MOST; attempt++) await change('wrong');
    expectTooMany(await change(PASSWORD));
  });

  it('are forgotten when the administrator is let in again locally', async () => {
    const { email } = await anAdministrator(testApp);
    await failOften(email);
    const password = await testApp.app.get(AdministratorRecovery).recover(email);
    expect((await login(email, password)).status).toBe(200);
  });
});

describe('sign-ins that succeed', () => {
  it('count for nothing', async () => {
    const address = newAddress();
    for (let attempt = 0; attempt <= MOST; attempt++) {
      expect((await login(user.email, PASSWORD, address)).status).toBe(200);
    }
  });
});
