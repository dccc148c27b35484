import { jest } from '@jest/globals';
import { ConfigurationPreparation } from '../../../src/configuration/configuration-preparation.service.js';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aUser, type Actor } from '../../support/actors.js';
import { eventually } from '../../support/eventually.js';
import { expectFailure } from '../../support/expect-envelope.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest, storedCredentials } from '../models/provider-world.js';
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

describe('what changes while providers are asked', () => {
  /** Lets something happen between the providers' answers and the transaction of the next call. */
  function meanwhile(happens: () => Promise<unknown>): void {
    const preparation = first.app.get(ConfigurationPreparation);
    const prepare = preparation.prepare.bind(preparation);
    jest.spyOn(preparation, 'prepare').mockImplementationOnce(async (caller, plan) => {
      const prepared = await prepare(caller, plan);
      await happens();
      return prepared;
    });
  }

  const withKey = (api_key: string) => mine({ credentials: [credentialAt(fake, { credential: { api_key } })] });

  it('makes another plan of it, and nothing is done', async () => {
    meanwhile(() => configuring(second, owner.headers)(mine({ credentials: [credentialAt(fake)] })));
    const aliases = [{ name: 'fast', targets: [{ model: CHAT.name }] }];
    const response = await configuring(first, owner.headers)(mine({ credentials: [credentialAt(fake)], aliases }));
    expectFailure(response, 409, RetCode.CONFLICT, 'What would be done is no longer what was planned; make a new plan');
    expect((await first.http.get('/api/v1/aliases').set(owner.headers)).body.data.items).toEqual([]);
  });

  it('is noticed though it looks the same', async () => {
    appliedBy(await configuring(first, owner.headers)({ ...withKey('short-1'), verify: false }));
    meanwhile(() => configuring(second, owner.headers)({ ...withKey('short-2'), verify: false }));
    const response = await configuring(first, owner.headers)({ ...withKey('short-3'), verify: false });
    expectFailure(response, 409, RetCode.CONFLICT, 'tenants[0].credentials[0]: The credential was changed meanwhile');
    expect((await storedCredentials(first, owner))[0]?.credential).toEqual({ api_key: 'short-2' });
  });
});

describe('a configuration and single calls at the same time', () => {
  it('end well, all of them, or are told to try again', async () => {
    const [bob, carol] = [await aUser(first), await aUser(first)];
    const call = (method: 'post' | 'patch' | 'put', path: string, body: object) =>
      first.http[method](path).set(owner.headers).send(body);
    for (const { email } of [bob, carol]) {
      await call('post', `/api/v1/tenants/${owner.tenantId}/members`, { email, role: 'admin' }).expect(200);
    }
    appliedBy(
      await configuring(first, owner.headers)(mine({ credentials: [credentialAt(fake, { models: [CHAT, EMBED] })] })),
    );
    const stored = await first.http.get('/api/v1/credentials').set(owner.headers);
    const [{ id }] = stored.body.data.items as [{ id: string }];
    const rounds = Array.from({ length: 8 }, (_unused, round) => round);
    const applies = rounds.map((round) =>
      configuring(
        round % 2 ? second : first,
        owner.headers,
      )({
        ...mine({
          members: [bob, carol].map(({ email }) => ({ email, role: round % 2 ? 'member' : 'admin' })),
          credentials: [credentialAt(fake, { models: [{ ...CHAT, enabled: round % 3 > 0 }], shared_with: round % 2 ? [bob.tenantId] : [] })], // prettier-ignore
          aliases: [{ name: 'fast', targets: [{ model: round % 2 ? CHAT.name : EMBED.name }] }],
        }),
        verify: false,
      }),
    );
    const singles = rounds.flatMap((round) => [
      call('patch', `/api/v1/tenants/${owner.tenantId}/members/${carol.user.id}`, { role: round % 2 ? 'viewer' : 'admin' }), // prettier-ignore
      call('post', '/api/v1/aliases', { name: `single-${round}`, targets: [{ model: CHAT.name }] }),
      call('put', `/api/v1/credentials/${id}/shares`, { tenant_ids: round % 2 ? [carol.tenantId] : [] }),
    ]);
    const singleAnswers = await Promise.all(singles);
    const applyAnswers = await Promise.all(applies);
    expect(singleAnswers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
    expect(applyAnswers.filter(({ status }) => status !== 200 && status !== 409).map(({ text }) => text)).toEqual([]);
  });
});
