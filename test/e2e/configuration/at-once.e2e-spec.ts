import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { appliedBy, CHAT, configuring, credentialAt, EMBED } from './configuration-world.js';

let first: TestApp;
let second: TestApp;
let owner: Actor;
let fake: FakeProvider;
const aFake = fakesPerTest();

beforeAll(async () => {
  first = await startTestApp({ environment: ALLOW_LOOPBACK });
  second = await startTestApp({ environment: ALLOW_LOOPBACK, databaseUrl: first.databaseUrl });
});

beforeEach(async () => {
  owner = await aUser(first);
  fake = await aFake({ models: [CHAT.name, EMBED.name] });
});

afterAll(async () => {
  await second.close();
  await first.close();
});

const mine = (sections: object) => ({ tenants: [{ id: owner.tenantId, ...sections }] });

describe('configurations at the same time', () => {
  it('are applied one after the other, or told to plan anew; none is applied by half', async () => {
    const aliases = [{ name: 'fast', targets: [{ model: CHAT.name }] }];
    const body = mine({ credentials: [credentialAt(fake)], defaults: { llm_id: CHAT.name }, aliases });
    const calls = [first, second, first, second].map((app) => configuring(app, owner.headers)(body));
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(answers.filter(({ status, body: { data } }) => status === 200 && data.changes.length > 0)).toHaveLength(1);
    expect(appliedBy(await configuring(first, owner.headers)(body)).changes).toEqual([]);
    const stored = await first.http.get('/api/v1/credentials').set(owner.headers);
    expect(stored.body.data.items).toHaveLength(1);
  });

  it('do not wait for each other in a circle when tenants share both ways', async () => {
    const other = await aUser(first);
    const pair = (one: Actor, another: Actor, round: number) => [
      { id: one.tenantId, credentials: [credentialAt(fake, { label: `of ${one.tenantId} ${round}` })] },
      { id: another.tenantId, credentials: [credentialAt(fake, { label: `of ${another.tenantId} ${round}` })] },
    ];
    const { user } = other;
    await first.http
      .post(`/api/v1/tenants/${owner.tenantId}/members`)
      .set(owner.headers)
      .send({ email: user.email, role: 'owner' })
      .expect(200);
    const calls = [0, 1, 2, 3].map((round) =>
      configuring(
        round % 2 ? second : first,
        other.headers,
      )({
        tenants: round % 2 ? pair(owner, other, round) : pair(other, owner, round),
        verify: false,
      }),
    );
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('are known to every process once they are applied, and not before', async () => {
    const modelsOn = async (app: TestApp) =>
      ((await app.http.get('/v1/models').set(owner.headers)).body.data as { id: string }[]).map(({ id }) => id);
    const former = await modelsOn(second);
    expect(former).not.toContain('fast');
    const body = mine({
      credentials: [credentialAt(fake)],
      aliases: [{ name: 'fast', targets: [{ model: CHAT.name }] }],
    });
    appliedBy(await configuring(first, owner.headers)({ ...body, dry_run: true }));
    expect(await modelsOn(first)).toEqual(former);
    appliedBy(await configuring(first, owner.headers)(body));
    expect(await modelsOn(first)).toContain('fast');
    await eventually(async () => expect(await modelsOn(second)).toContain('fast'));
  });
});
