import { RetCode } from '../../../src/kernel/ret-code.js';
import { Metrics } from '../../../src/metrics/metrics.js';
import { aKey, anAdministrator, aUser } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('GET /metrics', () => {
  describe('on a server that nothing stands in front of', () => {
    let testApp: TestApp;

    beforeAll(async () => {
      testApp = await startTestApp();
    });

    afterAll(() => testApp.close());

    it('answers Prometheus on the machine itself, in plain text', async () => {
      testApp.app.get(Metrics).requestEnded({ endpoint: 'chat', status: 200, seconds: 0.2 });
      const response = await testApp.http.get('/metrics');
      expect([response.status, response.headers['content-type']]).toEqual([
        200,
        'text/plain; version=0.0.4; charset=utf-8',
      ]);
      expect(response.text).toContain('\nlatchkey_requests_total{endpoint="chat",status="200"} 1\n');
      expect(response.text).toContain('\n# TYPE process_cpu_seconds_total counter\n');
    });

    it.each([
      ['x-forwarded-for', '127.0.0.1'],
      ['forwarded', 'for=127.0.0.1'],
      ['origin', 'https://elsewhere.example'],
      ['host', 'rebound.example'],
    ])('wants a credential from a request with %s: %s', async (header, value) => {
      const response = await testApp.http.get('/metrics').set(header, value);
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Authentication required');
    });

    it('judges a credential that is there, local or not', async () => {
      const response = await testApp.http.get('/metrics').set('x-api-key', 'lbk_wrong');
      expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Invalid API key');
    });

    it('answers an administrator from anywhere, by session and by key with the scope admin', async () => {
      const administrator = await anAdministrator(testApp);
      const { token } = await aKey(testApp, administrator, { scopes: ['admin'] });
      const ask = (headers: Record<string, string>) =>
        testApp.http.get('/metrics').set('x-forwarded-for', '192.0.2.1').set(headers);
      expect((await ask(administrator.headers)).status).toBe(200);
      expect((await ask({ 'x-api-key': token })).status).toBe(200);
    });

    it('refuses everybody else', async () => {
      const response = await testApp.http.get('/metrics').set((await aUser(testApp)).headers);
      expectFailure(response, 403, RetCode.FORBIDDEN, 'Not admin');
    });
  });

  it.each([
    ['PUBLIC_URL', 'https://latchkey.example'],
    ['TRUST_PROXY', 'loopback'],
  ])('wants a credential from everybody where %s tells of a proxy', async (name, value) => {
    const behindProxy = await startTestApp({ environment: { [name]: value } });
    const response = await behindProxy.http.get('/metrics');
    await behindProxy.close();
    expectFailure(response, 401, RetCode.UNAUTHORIZED, 'Authentication required');
  });
});
