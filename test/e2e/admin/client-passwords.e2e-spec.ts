import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { anAdministrator, aUser, type Actor, PASSWORD } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const NO_KEY =
  'The password is encrypted by the client, and this server has no key to read it: set RAGFLOW_PRIVATE_KEY_FILE';
const PASSPHRASE = 'the operator knows it';

/** The pair that every released client would have in it. */
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** As RAGFlow's clients send a password: base64 of it, encrypted, in base64. */
function encrypted(password: string): string {
  const encoded = Buffer.from(Buffer.from(password).toString('base64'));
  return publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, encoded).toString('base64');
}

let folder: string;
let testApp: TestApp;
let administrator: Actor;

async function boot(environment: Record<string, string>): Promise<void> {
  testApp = await startTestApp({ environment });
  administrator = await anAdministrator(testApp);
}

const login = (path: string, email: string, password: string) => testApp.http.post(path).send({ email, password });
const tokenIn = (response: Response) => String(response.headers['authorization']);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-client-key-'));
  const plain = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE });
  await writeFile(join(folder, 'plain.pem'), plain);
  await writeFile(join(folder, 'locked.pem'), locked);
});

afterEach(() => testApp.close());

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a password that the client encrypted', () => {
  describe('with RAGFLOW_PRIVATE_KEY_FILE', () => {
    beforeEach(() => boot({ RAGFLOW_PRIVATE_KEY_FILE: join(folder, 'plain.pem') }));

    it('signs in wherever a plain one does', async () => {
      const paths = ['/api/v1/admin/login', '/v1/user/login', '/api/v1/auth/login'];
      const answers = paths.map((path) => login(path, administrator.email, encrypted(PASSWORD)));
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
    });

    it('does not sign in when it is wrong', async () => {
      const response = await login('/api/v1/admin/login', administrator.email, encrypted('wrong'));
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Email and password do not match!');
    });

    it('makes a user who signs in with the plain one', async () => {
      const body = { username: 'created@example.com', password: encrypted('Grüße, Welt') };
      await testApp.http.post('/api/v1/admin/users').set(administrator.headers).send(body);
      expect((await login('/v1/user/login', 'created@example.com', 'Grüße, Welt')).status).toBe(200);
    });

    it('is known as the password that it is already', async () => {
      const response = await testApp.http
        .put(`/api/v1/admin/users/${administrator.email}/password`)
        .set(administrator.headers)
        .send({ new_password: encrypted(PASSWORD) });
      expect(response.body).toEqual({ code: 0, message: 'Same password, no need to update!', data: null });
    });

    it('changes a password', async () => {
      const user = await aUser(testApp);
      await testApp.http
        .put(`/api/v1/admin/users/${user.email}/password`)
        .set(administrator.headers)
        .send({ new_password: encrypted('changed') });
      expect((await login('/v1/user/login', user.email, 'changed')).status).toBe(200);
    });

    it('may not be empty', async () => {
      const body = { username: 'empty@example.com', password: encrypted('') };
      const response = await testApp.http.post('/api/v1/admin/users').set(administrator.headers).send(body);
      expectFailure(response, 400, RetCode.BAD_REQUEST, 'Username and password are required');
    });

    it('is taken for plain when it does not decrypt', async () => {
      const plain = `${'A'.repeat(342)}==`;
      const body = { username: 'plain@example.com', password: plain };
      await testApp.http.post('/api/v1/admin/users').set(administrator.headers).send(body);
      expect((await login('/v1/user/login', 'plain@example.com', plain)).status).toBe(200);
    });

    it('leaves plain passwords as they are', async () => {
      const token = tokenIn(await login('/api/v1/admin/login', administrator.email, PASSWORD));
      expect((await testApp.http.get('/api/v1/admin/version').set('Authorization', token)).status).toBe(200);
    });
  });

  describe('with RAGFLOW_PRIVATE_KEY_FILE and RAGFLOW_PRIVATE_KEY_PASSPHRASE', () => {
    it('signs in', async () => {
      await boot({
        RAGFLOW_PRIVATE_KEY_FILE: join(folder, 'locked.pem'),
        RAGFLOW_PRIVATE_KEY_PASSPHRASE: PASSPHRASE,
      });
      const response = await login('/api/v1/admin/login', administrator.email, encrypted(PASSWORD));
      expect(response.status).toBe(200);
    });
  });

  describe('without a key', () => {
    beforeEach(() => boot({}));

    it.each([
      ['/api/v1/admin/login', RetCode.BAD_REQUEST],
      ['/v1/user/login', RetCode.ARGUMENT_ERROR],
    ])('is refused by %s, and told why', async (path, code) => {
      expectFailure(await login(path, administrator.email, encrypted(PASSWORD)), 400, code, NO_KEY);
    });

    it('makes no user', async () => {
      const body = { username: 'created@example.com', password: encrypted(PASSWORD) };
      const response = await testApp.http.post('/api/v1/admin/users').set(administrator.headers).send(body);
      expectFailure(response, 400, RetCode.BAD_REQUEST, NO_KEY);
    });
  });
});
