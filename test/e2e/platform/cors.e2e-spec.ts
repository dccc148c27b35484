import { startTestApp, type TestApp } from '../../support/test-app.js';

const ORIGIN = 'https://app.example.com';

describe('CORS', () => {
  let testApp: TestApp;

  beforeAll(async () => {
    testApp = await startTestApp({ environment: { CORS_ORIGINS: ORIGIN } });
  });

  afterAll(() => testApp.close());

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('lets pages of an allowed origin send %s', async (method) => {
    const { headers } = await testApp.http
      .options('/api/v1/keys')
      .set({ origin: ORIGIN, 'access-control-request-method': method });
    expect(headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(headers['access-control-allow-methods']).toContain(method);
  });

  it('lets no other origin in', async () => {
    const { headers } = await testApp.http
      .options('/api/v1/keys')
      .set({ origin: 'https://evil.example', 'access-control-request-method': 'GET' });
    expect(headers['access-control-allow-origin']).not.toBe('https://evil.example');
  });
});
