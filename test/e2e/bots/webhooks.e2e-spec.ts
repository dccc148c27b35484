import { aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from '../langbot/langbot-world.js';

describe('webhooks', () => {
  let testApp: TestApp;
  let owner: Actor;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { OUTBOUND_ALLOW: '127.0.0.1/32' } });
  });

  beforeEach(async () => {
    owner = await aUser(testApp);
  });

  afterAll(() => testApp.close());

  const call = (method: 'get' | 'post' | 'put' | 'delete', path = '', body?: object, actor = owner) =>
    testApp.http[method](`/api/v1/webhooks${path}`).set(actor.headers).send(body);

  it('are made, shown, changed and removed', async () => {
    const created = await call('post', '', { name: 'Archive', url: 'http://127.0.0.1:1/hook' });
    const { id } = created.body.data.webhook as { id: number };
    expect(created.body.data.webhook).toMatchObject({
      name: 'Archive',
      url: 'http://127.0.0.1:1/hook',
      description: '',
      enabled: true,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
    });
    expectDone(await call('put', `/${id}`, { enabled: false, description: 'off' }), null);
    expect((await call('get', `/${id}`)).body.data.webhook).toMatchObject({ enabled: false, description: 'off' });
    expect((await call('get')).body.data.webhooks).toHaveLength(1);
    const stranger = await aUser(testApp);
    expectDone(await call('get', '', undefined, stranger), { webhooks: [] });
    for (const method of ['get', 'put', 'delete'] as const)
      expectRefused(await call(method, `/${id}`, {}, stranger), 404, 'Resource not found');
    expectDone(await call('delete', `/${id}`), null);
    expectRefused(await call('get', `/${id}`), 404, 'Resource not found');
    expectRefused(await call('get', '/nonsense'), 404, 'Resource not found');
  });

  it.each([
    [{}, 'Name is required'],
    [{ name: 'x' }, 'URL is required'],
    [{ name: 'x', url: 'ftp://x' }, 'Field url: Not a URL that can be called'],
    [
      { name: 'x', url: 'http://169.254.169.254/' },
      'Field url: Address 169.254.169.254 is not allowed; set OUTBOUND_ALLOW=169.254.169.254/32',
    ],
  ])('are refused with %j', async (body, message) => {
    expectRefused(await call('post', '', body), 400, message);
  });

  it('are twenty at most', async () => {
    for (let n = 0; n < 20; n += 1) await call('post', '', { name: `${n}`, url: 'http://127.0.0.1:1/' }).expect(200);
    expectRefused(
      await call('post', '', { name: 'x', url: 'http://127.0.0.1:1/' }),
      400,
      'There can be at most 20 webhooks',
    );
  });
});
