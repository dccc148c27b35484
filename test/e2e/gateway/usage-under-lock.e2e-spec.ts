import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { aUser } from '../../support/actors.js';
import { aUsageRecord } from '../../support/usage-records.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await startTestApp();
});

afterAll(() => testApp.close());

describe('Usage', () => {
  it('is counted once, however long others hold what it is written to', async () => {
    const { headers, tenantId } = await aUser(testApp);
    const body = { factory: 'OpenAI', credential: { api_key: 'sk-0123456789' }, models: [{ name: 'gpt-4o-mini', type: 'chat' }], verify: false }; // prettier-ignore
    const made = await testApp.http.post('/api/v1/credentials').set(headers).send(body).expect(200);
    const { id } = made.body.data as { id: string };
    const [model] = await testApp.dataSource.query<{ id: string }[]>(
      'SELECT id FROM tenant_models WHERE credential_id = $1',
      [id],
    );
    const recorder = testApp.app.get(UsageRecorder);
    await testApp.dataSource.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM tenants WHERE id = $1 FOR UPDATE', [tenantId]);
      recorder.record(aUsageRecord({ tenantId, tenantModelId: model!.id, inputTokens: 3, outputTokens: 4 }));
      await recorder.flush();
      await recorder.flush();
    });
    await recorder.flush();
    const totals = await testApp.dataSource.query<object[]>('SELECT used_tokens::int FROM model_usage');
    expect(totals).toEqual([{ used_tokens: 7 }]);
  });
});
