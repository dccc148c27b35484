import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AlertWatch } from '../../../src/limits/alerts/alert-watch.js';
import { UsageRecorder } from '../../../src/usage/usage-recorder.js';
import { aKey, aUser, type Actor } from '../../support/actors.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { connect } from '../gateway/gateway-world.js';

let testApp: TestApp;
let owner: Actor;
let key: { id: string; token: string };
let listener: Server;
let url: string;
let status: number;
let told: { headers: IncomingHttpHeaders; body: string }[];
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  listener = createServer((request, response) => {
    void text(request).then((body) => {
      told.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
});

beforeEach(async () => {
  [status, told] = [204, []];
  owner = await aUser(testApp);
  await connect(testApp, owner, await aFake(), [{ name: 'gpt-4o-mini', type: 'chat' }]);
  key = await aKey(testApp, owner);
});

afterAll(async () => {
  await testApp.close();
  listener.close();
});

const limit = (body: object) =>
  testApp.http
    .post('/api/v1/limits')
    .set(owner.headers)
    .send({ key_id: key.id, ...body });
const budgets = [{ unit: 'requests', amount: 2, period: 'day', alert_at_percent: [50, 100] }];
const chat = async () => {
  await testApp.http
    .post('/v1/chat/completions')
    .set({ authorization: `Bearer ${key.token}` })
    .send({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] })
    .expect(200);
  await testApp.app.get(UsageRecorder).flush();
};
const look = () => testApp.app.get(AlertWatch).look();

describe('alerts of budgets', () => {
  it('are sent once for each share, and signed', async () => {
    const { body } = await limit({ budgets, alert_url: url }).expect(200);
    const { alert_secret: secret, id } = body.data as { alert_secret: string; id: string };
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    await look();
    expect(told).toEqual([]);
    await chat();
    await look();
    await look();
    expect(told).toHaveLength(1);
    await chat();
    await look();
    expect(told.map(({ body: said }) => (JSON.parse(said) as { data: { percent: number } }).data.percent)).toEqual([50, 100]); // prettier-ignore
    const [{ headers, body: said }] = told as [(typeof told)[0]];
    expect(JSON.parse(said)).toMatchObject({
      type: 'budget.alert',
      data: {
        limit_id: id,
        key_id: key.id,
        model: null,
        budget: { unit: 'requests', amount: 2, period: 'day', spent: 1 },
      },
    });
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${said}`;
    const expected = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(signed)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('come again while they are not taken, under the same id', async () => {
    await limit({ budgets, alert_url: url }).expect(200);
    await chat();
    status = 500;
    await look();
    status = 200;
    await look();
    await look();
    expect(told).toHaveLength(2);
    expect(told[1]?.headers['webhook-id']).toBe(told[0]?.headers['webhook-id']);
  });

  it('come again though nothing was used for long', async () => {
    await limit({ budgets, alert_url: url }).expect(200);
    await look();
    await chat();
    status = 500;
    await look();
    await testApp.dataSource.query(`UPDATE meter_leases SET changed_at = now() - interval '1 hour'`);
    await testApp.dataSource.query(`UPDATE limits SET updated_at = now() - interval '1 hour'`);
    await look();
    status = 204;
    await look();
    await look();
    expect(told).toHaveLength(3);
  });

  it('are sent when a budget is edited that had been used before', async () => {
    const { body } = await limit({ budgets: [{ ...budgets[0], amount: 100 }], alert_url: url }).expect(200);
    await chat();
    await look();
    await testApp.dataSource.query(`UPDATE meter_leases SET changed_at = now() - interval '1 hour'`);
    await testApp.http.patch(`/api/v1/limits/${body.data.id}`).set(owner.headers).send({ budgets }).expect(200);
    await look();
    expect(told.map(({ body: said }) => (JSON.parse(said) as { data: { percent: number } }).data.percent)).toEqual([50]); // prettier-ignore
  });

  it('show their secret only when it is made', async () => {
    const { body } = await limit({ budgets, alert_url: url }).expect(200);
    const path = `/api/v1/limits/${body.data.id}`;
    const shown = await testApp.http.get(path).set(owner.headers).expect(200);
    expect(shown.body.data).not.toHaveProperty('alert_secret');
    expect(shown.body.data.alert_url).toBe(url);
    const same = await testApp.http.patch(path).set(owner.headers).send({ alert_url: url }).expect(200);
    expect(same.body.data.alert_secret).toBeNull();
    const other = await testApp.http
      .patch(path)
      .set(owner.headers)
      .send({ alert_url: `${url}/2` })
      .expect(200);
    expect(other.body.data.alert_secret).not.toBe(body.data.alert_secret);
  });

  it('go to no address that is not allowed', async () => {
    const { body } = await limit({ budgets, alert_url: 'http://10.0.0.1/hook' }).expect(400);
    expect(body.message).toBe('Field alert_url: Address 10.0.0.1 is not allowed; set OUTBOUND_ALLOW=10.0.0.1/32');
  });
});
