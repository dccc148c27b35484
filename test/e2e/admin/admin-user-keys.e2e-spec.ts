import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const TOKEN = /^ragflow-[A-Za-z0-9_-]{43}$/;
const BETA = /^[A-Za-z0-9_-]{32}$/;
const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const NOBODY = 'nobody@example.com';
const NOT_FOUND = 'API key not found or could not be deleted';

interface Token {
  token: string;
  beta: string;
  create_time: number;
  create_date: string;
}

let testApp: TestApp;
let http: TestApp['http'];
let administrator: Actor;
let user: Actor;

const startWith = (environment: Record<string, string>) => async () => {
  testApp = await startTestApp({ environment });
  http = testApp.http;
};

beforeEach(async () => {
  administrator = await anAdministrator(testApp);
  user = await aUser(testApp);
});

const call = (method: 'get' | 'post' | 'delete', path: string, username = user.email) =>
  http[method](`/api/v1/admin/users/${username}/${path}`).set(administrator.headers);
const generate = async () => (await call('post', 'api_key')).body.data as Token;
const list = async () => (await call('get', 'api_key')).body.data as Token[];
const remove = (token: string, username?: string) => call('delete', `api_key/${encodeURIComponent(token)}`, username);
const models = (token: string) => http.get('/api/v1/models').set('Authorization', `Bearer ${token}`);
const masked = (token: string) => `${token.slice(0, 8)}…${token.slice(-4)}`;
const keyIds = async () =>
  (
    await testApp.dataSource.query<{ id: string }[]>('SELECT id FROM api_keys WHERE tenant_id = $1', [user.tenantId])
  ).map(({ id }) => id);

/** A listed key, exactly. */
const row = ({ token, beta, create_time, create_date }: Token, shownAs = token) => ({
  token: shownAs,
  beta,
  tenant_id: user.tenantId,
  dialog_id: null,
  source: null,
  create_time,
  create_date,
  update_time: null,
  update_date: null,
});

describe('API keys of a user', () => {
  beforeAll(startWith({}));
  afterAll(() => testApp.close());

  describe.each([
    ['api_key', 'api_key', 'api_key'],
    ['keys', 'keys', 'keys'],
    ['new_token', 'token_list', 'token'],
  ])('spelled %s, %s and %s', (post, get, del) => {
    it('are made, listed and deleted', async () => {
      const made = await call('post', post);
      const { token } = made.body.data as Token;
      expectSuccess(
        made,
        {
          token: expect.stringMatching(TOKEN),
          beta: expect.stringMatching(BETA),
          tenant_id: user.tenantId,
          create_time: expect.any(Number),
          create_date: expect.stringMatching(ISO_SECONDS),
          update_time: null,
          update_date: null,
        },
        'API key generated successfully',
      );
      expectSuccess(await call('get', get), [row(made.body.data as Token)], 'Get user API keys');
      expectSuccess(await call('delete', `${del}/${token}`), null, 'API key deleted successfully');
      expectSuccess(await call('get', get), [], 'Get user API keys');
    });

    it('are none of a user whom there is not', async () => {
      const unknown = `User '${NOBODY}' not found`;
      expectFailure(await call('post', post, NOBODY), 404, RetCode.NOT_FOUND, 'User not found!');
      expectFailure(await call('get', get, NOBODY), 404, RetCode.NOT_FOUND, unknown);
      expectFailure(await call('delete', `${del}/ragflow-x`, NOBODY), 404, RetCode.NOT_FOUND, unknown);
    });
  });

  describe('POST', () => {
    it('makes keys that act as the user in their own tenant', async () => {
      const { token } = await generate();
      const me = await http.get('/api/v1/auth/me').set('X-API-Key', token);
      expect(me.body.data).toMatchObject({
        user_id: user.user.id,
        tenant_id: user.tenantId,
        role: 'owner',
        is_instance_admin: false,
      });
    });

    it('never replaces an older key', async () => {
      const [first, second] = [await generate(), await generate()];
      expect(first.token).not.toBe(second.token);
      expect((await models(first.token)).status).toBe(200);
      expect((await models(second.token)).status).toBe(200);
    });

    it('makes betas that are no part of their tokens and open nothing', async () => {
      const { token, beta } = await generate();
      expect(token).not.toContain(beta.slice(0, 8));
      const message = 'Authentication error: API key is invalid!';
      expectFailure(await models(beta), 401, RetCode.AUTHENTICATION_ERROR, message);
    });

    it('gives a time in milliseconds and the same as a date', async () => {
      const { create_time, create_date } = await generate();
      expect(new Date(create_date).getTime()).toBe(Math.floor(create_time / 1000) * 1000);
    });

    it('stores the token only sealed and as a digest', async () => {
      const { token } = await generate();
      expect(await storedText(testApp.dataSource)).not.toContain(token);
      const rows = await testApp.dataSource.query<{ sealed: Buffer }[]>(
        'SELECT sealed FROM key_secrets WHERE tenant_id = $1',
        [user.tenantId],
      );
      expect(rows).toEqual([{ sealed: expect.any(Buffer) }]);
      expect(rows[0]?.sealed.includes(Buffer.from(token))).toBe(false);
    });

    it('takes the user in any case', async () => {
      expect((await call('post', 'api_key', user.email.toUpperCase())).status).toBe(200);
    });
  });

  describe('GET', () => {
    it('answers whole tokens, the oldest first', async () => {
      const [first, second] = [await generate(), await generate()];
      expectSuccess(await call('get', 'api_key'), [row(first), row(second)], 'Get user API keys');
    });

    it('answers no keys as an empty list', async () => {
      expectSuccess(await call('get', 'api_key'), [], 'Get user API keys');
    });

    it('shows keys from elsewhere, of which no copy is kept, masked', async () => {
      const { token } = await aKey(testApp, user);
      expect(await list()).toMatchObject([{ token: masked(token), beta: null }]);
    });

    it('says when a key was changed', async () => {
      const made = await generate();
      const [id] = await keyIds();
      await http.patch(`/api/v1/keys/${id}`).set(user.headers).send({ name: 'changed' });
      expect(await list()).toEqual([
        { ...row(made), update_time: expect.any(Number), update_date: expect.stringMatching(ISO_SECONDS) },
      ]);
    });

    it('shows a rotated key masked, with the beta it had', async () => {
      const { beta } = await generate();
      const [id] = await keyIds();
      const rotated = await http.post(`/api/v1/keys/${id}/rotate`).set(user.headers);
      expect(await list()).toMatchObject([{ token: masked(rotated.body.data.token as string), beta }]);
    });

    it('writes down who saw which token, and no token', async () => {
      const { token } = await generate();
      await list();
      const [id] = await keyIds();
      const trail = await auditTrail(testApp.dataSource, `api-key:${id}`);
      expect(trail.map(({ actor, action, tenant_id }) => [actor, action, tenant_id])).toEqual([
        [`user:${administrator.user.id}`, 'api-key.issued', user.tenantId],
        [`user:${administrator.user.id}`, 'api-key.revealed', user.tenantId],
      ]);
      expect(JSON.stringify(trail)).not.toContain(token);
    });

    it('writes nothing down when there was nothing to see', async () => {
      const { id } = await aKey(testApp, user);
      await list();
      const trail = await auditTrail(testApp.dataSource, `api-key:${id}`);
      expect(trail.map(({ action }) => action)).toEqual(['api-key.issued']);
    });
  });

  describe('DELETE', () => {
    it('ends the key at once', async () => {
      const { token } = await generate();
      expect((await models(token)).status).toBe(200);
      await remove(token);
      const message = 'Authentication error: API key is invalid!';
      expectFailure(await models(token), 401, RetCode.AUTHENTICATION_ERROR, message);
    });

    it('ends a key from elsewhere by its mask, which is all that the list shows', async () => {
      const { token } = await aKey(testApp, user);
      expectSuccess(await remove(masked(token)), null, 'API key deleted successfully');
      expect(await list()).toEqual([]);
    });

    it('leaves the other keys of the user alone', async () => {
      const [first, second] = [await generate(), await generate()];
      await remove(first.token);
      expect((await models(second.token)).status).toBe(200);
    });

    it('writes down who deleted it', async () => {
      const { token } = await generate();
      const [id] = await keyIds();
      await remove(token);
      expect((await auditTrail(testApp.dataSource, `api-key:${id}`)).at(-1)).toMatchObject({
        actor: `user:${administrator.user.id}`,
        action: 'api-key.revoked',
      });
    });

    it.each([
      ['a token that was never made', 'ragflow-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
      ['a text that is no token', 'nonsense'],
      ['a text with everything in it', "%'/\\*\n"],
    ])('knows not %s', async (_, token) => {
      expectFailure(await remove(token), 404, RetCode.NOT_FOUND, NOT_FOUND);
    });

    it('knows a deleted token no more', async () => {
      const { token } = await generate();
      await remove(token);
      expectFailure(await remove(token), 404, RetCode.NOT_FOUND, NOT_FOUND);
    });

    it("knows not another user's token, and leaves it alone", async () => {
      const { token } = await generate();
      const other = await aUser(testApp);
      expectFailure(await remove(token, other.email), 404, RetCode.NOT_FOUND, NOT_FOUND);
      expect((await models(token)).status).toBe(200);
    });

    it('takes no beta for a token', async () => {
      const { beta, token } = await generate();
      expectFailure(await remove(beta), 404, RetCode.NOT_FOUND, NOT_FOUND);
      expect((await models(token)).status).toBe(200);
    });
  });
});

describe('with KEY_REVEAL=once', () => {
  beforeAll(startWith({ KEY_REVEAL: 'once' }));
  afterAll(() => testApp.close());

  it('a token is whole only when it is made, and no copy is kept', async () => {
    const made = await generate();
    expect(made.token).toMatch(TOKEN);
    expect(await list()).toEqual([row(made, masked(made.token))]);
    const rows = await testApp.dataSource.query<object[]>('SELECT sealed FROM key_secrets WHERE tenant_id = $1', [
      user.tenantId,
    ]);
    expect(rows).toEqual([{ sealed: null }]);
  });

  it('a copy that an earlier setting kept is not shown', async () => {
    const made = await generate();
    await testApp.dataSource.query(`UPDATE key_secrets SET sealed = 'kept' WHERE tenant_id = $1`, [user.tenantId]);
    expect(await list()).toEqual([row(made, masked(made.token))]);
  });

  it('a key can be deleted by its token as before', async () => {
    const { token } = await generate();
    expectSuccess(await remove(token), null, 'API key deleted successfully');
  });
});
