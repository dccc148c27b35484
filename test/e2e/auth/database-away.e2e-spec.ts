import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { ApiKeyTokens, PREFIXES } from '../../../src/api-key/api-key-token.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, type Actor, PASSWORD } from '../../support/actors.js';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/database-proxy.js';
import { eventually } from '../../support/eventually.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { type ClonedDatabase, cloneDatabase } from '../../support/template-database.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const AWAY = 'Temporarily unavailable, please try again';

let database: ClonedDatabase;
let proxy: DatabaseProxy;
let testApp: TestApp;
let owner: Actor;
let warm: { id: string; token: string };

async function boot(environment: Record<string, string> = {}): Promise<void> {
  testApp = await startTestApp({ databaseUrl: proxy.url, environment });
  owner = await aUser(testApp);
  warm = await aKey(testApp, owner);
  expect((await self(warm.token)).status).toBe(200);
}

beforeAll(async () => {
  database = await cloneDatabase();
  proxy = await startDatabaseProxy(database.url);
});

beforeEach(() => proxy.mend());

afterEach(() => testApp.close());

afterAll(async () => {
  await proxy.cut();
  await database.drop();
});

const self = (token: string) => testApp.http.get('/api/v1/keys/self').set('X-API-Key', token);
const ready = () => testApp.http.get('/readyz');

describe('while the database is away', () => {
  beforeEach(async () => {
    await boot();
    await proxy.cut();
  });

  it('a key that was used before goes on', async () => {
    expect((await self(warm.token)).body.data).toMatchObject({ id: warm.id });
  });

  it('a forged key is refused for certain', async () => {
    const forged = `${warm.token.slice(0, -1)}${warm.token.endsWith('A') ? 'B' : 'A'}`;
    expectFailure(await self(forged), 401, RetCode.UNAUTHORIZED, 'Invalid API key');
    const random = `lbk_${randomBytes(32).toString('base64url')}`;
    expectFailure(await self(random), 401, RetCode.UNAUTHORIZED, 'Invalid API key');
  });

  it('a well-formed key that was never seen can not be judged', async () => {
    const response = await self(testApp.app.get(ApiKeyTokens).generate(PREFIXES.latchkey));
    expectFailure(response, 503, RetCode.UNAVAILABLE, AWAY);
    expect(response.headers['retry-after']).toBe('1');
  });

  it('a session that was not used before can not be judged', async () => {
    const response = await testApp.http.get('/api/v1/models').set(owner.headers);
    expect(response.headers['retry-after']).toBe('1');
    expectFailure(response, 503, RetCode.UNAVAILABLE, AWAY);
  });

  it('nobody signs in', async () => {
    const response = await testApp.http.post('/api/v1/auth/login').send({ email: owner.email, password: PASSWORD });
    expectFailure(response, 503, RetCode.UNAVAILABLE, AWAY);
  });

  it('a change is refused whole', async () => {
    const response = await testApp.http.delete(`/api/v1/keys/${warm.id}`).set('X-API-Key', warm.token);
    expectFailure(response, 403, RetCode.FORBIDDEN, 'The API key lacks the scope keys:write');
    const system = await testApp.http.get('/v1/system/token_list').set('Authorization', warm.token);
    expectFailure(system, 403, RetCode.PERMISSION_ERROR, 'The API key lacks the scope keys:read');
    const models = await testApp.http
      .delete('/api/v1/models')
      .set('X-API-Key', warm.token)
      .send({ llm_factory: 'OpenAI' });
    expectFailure(models, 503, RetCode.UNAVAILABLE, AWAY);
  });

  it('the process is alive, and says that it is degraded', async () => {
    expect((await testApp.http.get('/healthz')).body).toEqual({ code: 0, msg: 'ok' });
    const response = await ready();
    expect([response.status, response.body]).toEqual([200, { status: 'degraded' }]);
  });

  it('everything is as before once it is back, without a restart', async () => {
    const unseen = testApp.app.get(ApiKeyTokens).generate(PREFIXES.latchkey);
    expect((await self(unseen)).status).toBe(503);
    await proxy.mend();
    await eventually(async () => expect((await ready()).body).toEqual({ status: 'ready' }));
    await eventually(async () => expectFailure(await self(unseen), 401, RetCode.UNAUTHORIZED, 'Invalid API key'));
    expect((await testApp.http.get('/api/v1/auth/me').set(owner.headers)).status).toBe(200);
    expect((await self(warm.token)).status).toBe(200);
  });

  it('what was changed meanwhile by others holds once it is back', async () => {
    const direct = new Client({ connectionString: database.url });
    await direct.connect();
    await direct.query('DELETE FROM api_keys WHERE id = $1', [warm.id]);
    await direct.end();
    expect((await self(warm.token)).status).toBe(200);
    await proxy.mend();
    await eventually(async () => expectFailure(await self(warm.token), 401, RetCode.UNAUTHORIZED, 'Invalid API key'));
  });
});

describe('once the database was away for longer than SNAPSHOT_MAX_AGE', () => {
  beforeEach(async () => {
    await boot({ SNAPSHOT_MAX_AGE: '0s' });
    await proxy.cut();
  });

  it('no key is believed any more', async () => {
    const response = await self(warm.token);
    expectFailure(response, 503, RetCode.UNAVAILABLE, AWAY);
    expect(response.headers['retry-after']).toBe('1');
  });

  it('the process is not ready', async () => {
    const response = await ready();
    expectFailure(response, 503, RetCode.UNAVAILABLE, 'The database is away');
    expect(response.headers['retry-after']).toBe('1');
  });
});
