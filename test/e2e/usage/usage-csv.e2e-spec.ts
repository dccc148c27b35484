import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { query, used } from './usage-world.js';

let testApp: TestApp;
let owner: Actor;

beforeAll(async () => {
  testApp = await startTestApp();
});

beforeEach(async () => {
  owner = await aUser(testApp);
});

afterAll(() => testApp.close());

const NOVEMBER = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
const MOMENT = Date.parse('2026-11-02T10:00:00Z');
const get = (path: string, parameters: Record<string, string>) =>
  testApp.http.get(query(path, { ...NOVEMBER, ...parameters })).set(owner.headers);

describe('usage as a file', () => {
  it('has the sums of all pages, and no formula', async () => {
    const key = await aKey(testApp, owner, { name: '=HYPERLINK("http://x","y")' });
    await used(testApp, owner, [
      { at: MOMENT, keyId: key.id, durationMs: 40 },
      { at: MOMENT, model: null, costMicros: null, durationMs: 40 },
    ]);
    const response = await get('/api/v1/usage', { group_by: 'key', sort: '-cost', format: 'csv', limit: '1' }).expect(200); // prettier-ignore
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="usage-2026-11-01-2026-12-01.csv"',
    });
    expect(response.headers).not.toHaveProperty('x-truncated');
    expect(response.text.split('\r\n')).toEqual([
      'key_id,key_name,requests,failures,input_tokens,output_tokens,cached_input_tokens,cache_write_tokens,' +
        'reasoning_tokens,total_tokens,cost_usd,unpriced_requests,estimated_requests,duration_ms_avg,duration_ms_p50,duration_ms_p95',
      `${key.id},"'=HYPERLINK(""http://x"",""y"")",1,0,10,5,0,0,0,15,0.000042,0,0,40,25,48`,
      ',,1,0,10,5,0,0,0,15,0,1,0,40,25,48',
      '',
    ]);
  });

  it('has every request once, of however many reads', async () => {
    const count = 4_500;
    await used(testApp, owner, Array.from({ length: count }, (_, index) => ({ at: MOMENT + (index % 7), requestId: `r-${index}` }))); // prettier-ignore
    const { text, headers } = await get('/api/v1/usage/requests', {}).set({ accept: 'text/csv' }).expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename="usage-requests-2026-11-01-2026-12-01.csv"');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toContain('id,at,tenant_id,user_id,user_email,key_id,key_name,endpoint,requested_model,model,status,');
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(count);
    expect(lines).toHaveLength(count);
    expect(lines[0]).toContain(`,2026-11-02T10:00:00.006Z,${owner.tenantId},${owner.user.id},${owner.email},,,chat,`);
  });

  it('is refused as JSON, and is none where JSON is asked for', async () => {
    const refused = await get('/api/v1/usage', { format: 'csv', all_tenants: 'true' }).expect(403);
    expect(refused.body.message).toBe('Only an instance administrator may set all_tenants');
    await get('/api/v1/usage', { format: 'xml' }).expect(400);
    const { body } = await get('/api/v1/usage', { format: 'json' }).set({ accept: 'text/csv' }).expect(200);
    expect(body.data.items).toHaveLength(1);
  });
});
