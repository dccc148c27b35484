import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor, join } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { storedText } from '../../support/stored-text.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const TOKEN = /^ragflow-[A-Za-z0-9_-]{43}$/;
const BETA = /^[A-Za-z0-9_-]{32}$/;
const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const NOT_FOUND = 'API key not found or could not be deleted';

let testApp: TestApp;
let http: TestApp['http'];
let owner: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
  http = testApp.http;
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

interface Token {
  token: string;
  beta: string;
}

const newToken = async (actor = owner) =>
  (await http.post('/v1/system/new_token').set(actor.headers)).body.data as Token;
const list = async (actor = owner) => (await http.get('/v1/system/token_list').set(actor.headers)).body.data as Token[];
const remove = (token: string, actor = owner) =>
  http.delete(`/v1/system/token/${encodeURIComponent(token)}`).set(actor.headers);
const models = (token: string) => http.get('/api/v1/models').set('Authorization', `Bearer ${token}`);
const masked = (token: string) => `${token.slice(0, 8)}…${token.slice(-4)}`;

describe('POST /v1/system/new_token', () => {
  it('answers a key of RAGFlow’s form, and exactly the fields that its clients know', async () => {
    expectSuccess(await http.post('/v1/system/new_token').set(owner.headers), {
      token: expect.stringMatching(TOKEN),
      beta: expect.stringMatching(BETA),
      tenant_id: owner.tenantId,
      create_time: expect.any(Number),
      create_date: expect.stringMatching(ISO_SECONDS),
      update_time: null,
      update_date: null,
    });
  });

  it('makes a key that works', async () => {
    const { token } = await newToken();
    expect((await models(token)).status).toBe(200);
  });

  it('keeps no copy that could be shown again', async () => {
    const { token } = await newToken();
    const rows = await testApp.dataSource.query<{ sealed: Buffer | null }[]>(
      'SELECT sealed FROM key_secrets WHERE tenant_id = $1',
      [owner.tenantId],
    );
    expect(rows).toEqual([{ sealed: null }]);
    expect(await storedText(testApp.dataSource)).not.toContain(token);
  });

  it('refuses a key without a say over keys', async () => {
    const { token } = await newToken();
    const response = await http.post('/v1/system/new_token').set('Authorization', token);
    expectFailure(response, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope keys:write');
  });
});

describe('GET /v1/system/token_list', () => {
  it('answers no keys as an empty list', async () => {
    expectSuccess(await http.get('/v1/system/token_list').set(owner.headers), []);
  });

  it('answers the keys masked, the oldest first', async () => {
    const [first, second] = [await newToken(), await newToken()];
    expectSuccess(
      await http.get('/v1/system/token_list').set(owner.headers),
      [first, second].map(({ token, beta }) => ({
        token: masked(token),
        beta,
        tenant_id: owner.tenantId,
        dialog_id: null,
        source: null,
        create_time: expect.any(Number),
        create_date: expect.stringMatching(ISO_SECONDS),
        update_time: null,
        update_date: null,
      })),
    );
  });

  it('lists keys of every kind', async () => {
    const { token } = await aKey(testApp, owner);
    expect(await list()).toMatchObject([{ token: masked(token), beta: null }]);
  });

  it("leaves out other members' keys", async () => {
    const member = await aUser(testApp);
    await join(testApp, member, owner.tenantId, 'admin');
    const headers = { ...member.headers, 'x-tenant-id': owner.tenantId };
    const { token } = await newToken({ ...member, headers });
    await newToken();
    expect(await list({ ...member, headers })).toMatchObject([{ token: masked(token) }]);
  });
});

describe('DELETE /v1/system/token/:token', () => {
  describe('200', () => {
    it('ends the key at once', async () => {
      const { token } = await newToken();
      expect((await models(token)).status).toBe(200);
      expectSuccess(await remove(token), true);
      expectFailure(
        await models(token),
        401,
        RetCode.AUTHENTICATION_ERROR,
        'Authentication error: API key is invalid!',
      );
    });

    it('takes the mask, which is all that the list shows', async () => {
      const { token } = await newToken();
      const other = await newToken();
      expectSuccess(await remove(masked(token)), true);
      expect(await list()).toMatchObject([{ token: masked(other.token) }]);
    });

    it('writes down who revoked it, and no token', async () => {
      const { token } = await newToken();
      const [key] = await testApp.dataSource.query<{ id: string }[]>('SELECT id FROM api_keys WHERE tenant_id = $1', [
        owner.tenantId,
      ]);
      await remove(token);
      const trail = await auditTrail(testApp.dataSource, `api-key:${key?.id}`);
      expect(trail.map(({ actor, action }) => [actor, action])).toEqual([
        [`user:${owner.user.id}`, 'api-key.issued'],
        [`user:${owner.user.id}`, 'api-key.revoked'],
      ]);
      expect(JSON.stringify(trail)).not.toContain(token);
    });
  });

  describe('404', () => {
    it.each([
      ['a token that was never made', 'ragflow-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
      ['a text that is no token', 'nonsense'],
    ])('knows not %s', async (_, token) => {
      expectFailure(await remove(token), 404, RetCode.DATA_ERROR, NOT_FOUND);
    });

    it('knows a deleted token no more', async () => {
      const { token } = await newToken();
      await remove(token);
      expectFailure(await remove(token), 404, RetCode.DATA_ERROR, NOT_FOUND);
    });

    it("knows nobody else's token, and leaves it alone", async () => {
      const stranger = await aUser(testApp);
      const { token } = await newToken();
      expectFailure(await remove(token, stranger), 404, RetCode.DATA_ERROR, NOT_FOUND);
      expect((await models(token)).status).toBe(200);
    });

    it("knows not even a fellow member's token in the same tenant", async () => {
      const fellow = await aUser(testApp);
      await join(testApp, fellow, owner.tenantId, 'admin');
      const { token } = await newToken();
      const headers = { ...fellow.headers, 'x-tenant-id': owner.tenantId };
      expectFailure(await remove(token, { ...fellow, headers }), 404, RetCode.DATA_ERROR, NOT_FOUND);
    });

    it('takes no beta for a token', async () => {
      const { beta, token } = await newToken();
      expectFailure(await remove(beta), 404, RetCode.DATA_ERROR, NOT_FOUND);
      expect((await models(token)).status).toBe(200);
    });
  });
});

describe('a beta', () => {
  it('opens nothing', async () => {
    const { beta } = await newToken();
    const response = await models(beta);
    expectFailure(response, 401, RetCode.AUTHENTICATION_ERROR, 'Authentication error: API key is invalid!');
  });

  it('is no part of its token', async () => {
    const { beta, token } = await newToken();
    expect(token).not.toContain(beta.slice(0, 8));
  });
});
