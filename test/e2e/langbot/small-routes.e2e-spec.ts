import { anAdministrator, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { expectDone, expectRefused } from './langbot-world.js';

/** Of LangBot's smaller routes: what is true here, and nothing made up. */
describe("LangBot's small routes", () => {
  let testApp: TestApp;
  let owner: Actor;

  beforeAll(async () => {
    testApp = await startTestApp();
    owner = await aUser(testApp);
  });

  afterAll(() => testApp.close());

  const get = (path: string, actor = owner) => testApp.http.get(path).set(actor.headers);

  it('have no plugins, and install none', async () => {
    expectDone(await get('/api/v1/plugins'), { plugins: [] });
    expectDone(await get('/api/v1/system/status/plugin-system'), {
      is_enable: false,
      is_connected: false,
      plugin_connector_error: 'Plugins are not available in this edition',
    });
    const refused = await testApp.http.post('/api/v1/plugins/install/github').set(owner.headers).send({ url: 'x' });
    expectRefused(refused, 400, 'Plugins are not available in this edition');
  });

  it('list no tools and extensions where there are none', async () => {
    expectDone(await get('/api/v1/tools'), { tools: [] });
    expectRefused(await get('/api/v1/tools/get-sum'), 404, 'Resource not found');
    expectDone(await get('/api/v1/extensions'), { extensions: [] });
  });

  it('show an administrator what was logged, from where he left off', async () => {
    const administrator = await anAdministrator(testApp);
    const { body } = await get('/api/v1/logs', administrator).expect(200);
    const { end_page_number: page, end_offset: offset } = body.data as Record<string, number>;
    const rest = await get(`/api/v1/logs?start_page_number=${page}&start_offset=${offset}`, administrator);

    expect(rest.body).toMatchObject({ code: 0, data: { logs: expect.any(String) as string } });
    expectRefused(
      await get('/api/v1/logs?start_offset=-1', administrator),
      400,
      'start_offset must not be less than 0',
    );
  });
});
