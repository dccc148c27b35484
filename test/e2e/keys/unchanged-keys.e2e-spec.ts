import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser } from '../../support/actors.js';
import { auditTrail } from '../../support/audit-trail.js';
import { expectFailure, expectSuccess } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const BOUNDS = { scopes: ['inference'], allowed_models: ['a', 'b'], expires_at: '2090-01-01T00:00:00Z' };

let testApp: TestApp;

beforeAll(async () => {
  testApp = await startTestApp();
});

afterAll(() => testApp.close());

describe('PATCH /api/v1/keys/:id', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['no more than a version', { version: 1 }],
    ['what it is already', { ...BOUNDS, name: 'same', description: '', allowed_addresses: null, paused: false }],
  ])('answers the key as it is to %s', async (_, body) => {
    const owner = await aUser(testApp);
    const { id } = await aKey(testApp, owner, { name: 'same', ...BOUNDS });
    const patch = (change: object) => testApp.http.patch(`/api/v1/keys/${id}`).set(owner.headers).send(change);
    const { body: before } = await testApp.http.get('/api/v1/keys').set(owner.headers).expect(200);
    const answer = await patch(body);
    expectSuccess(answer, (before as { data: { items: object[] } }).data.items[0]);
    expect(answer.body.data.version).toBe(1);
    const trail = await auditTrail(testApp.dataSource, `api-key:${id}`);
    expect(trail.map(({ action }) => action)).toEqual(['api-key.issued']);
    const message = 'The API key was changed meanwhile; its version is 1 now';
    expectFailure(await patch({ ...body, version: 2 }), 409, RetCode.CONFLICT, message);
  });
});
