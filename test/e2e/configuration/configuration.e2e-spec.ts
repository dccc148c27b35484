import { randomBytes } from 'node:crypto';
import { RetCode } from '../../../src/kernel/ret-code.js';
import { aUser, join, type Actor } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest, storedCredentials } from '../models/provider-world.js';
import {
  appliedBy,
  CHAT,
  configuring,
  credentialAt,
  dumpOf,
  EMBED,
  FACTORY,
  namesOf,
  newcomers,
} from './configuration-world.js';

const STALE = 'What would be done is no longer what was planned; make a new plan';

interface Listed {
  items: object[];
}

let testApp: TestApp;
let administrator: Actor;
let owner: Actor;
let fake: FakeProvider;
let apply: ReturnType<typeof configuring>;
const aFake = fakesPerTest();

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
});

beforeEach(async () => {
  ({ administrator, owner, fake, apply } = await newcomers(testApp, aFake));
});

afterAll(() => testApp.close());

const aName = () => `Tenant ${randomBytes(4).toString('hex')}`;
const maskOf = (secret: string | null) => `${secret?.slice(0, 8)}…${secret?.slice(-4)}`;
const mine = (sections: object) => ({ tenants: [{ id: owner.tenantId, ...sections }] });
const get = async (path: string, { headers }: Actor = owner) => {
  const { body } = await testApp.http.get(path).set(headers);
  return body.data as Listed & object[];
};

/** Two tenants that do not exist yet, of which the first shares with the second. */
function aWholeInstance(bob: Actor) {
  const [research, support] = [aName(), aName()];
  const body = {
    tenants: [
      {
        name: research,
        members: [
          { email: bob.email, role: 'member' },
          { email: owner.email, role: 'owner' },
        ],
        credentials: [
          credentialAt(fake, {
            models: [CHAT, { ...EMBED, enabled: false, max_tokens: 512, timeouts: { total_ms: 9000 } }],
            shared_with: [support],
          }),
        ],
        defaults: { llm_id: `${CHAT.name}@${FACTORY}` },
        aliases: [{ name: 'fast', strategy: 'weighted', targets: [{ model: CHAT.name, weight: 3 }] }],
      },
      {
        name: support,
        defaults: { llm_id: CHAT.name },
        aliases: [{ name: 'theirs', targets: [{ model: CHAT.name }] }],
      },
    ],
  };
  return { research, support, body };
}

describe('POST /api/v1/configuration', () => {
  it('makes everything, in one go, and nothing the second time', async () => {
    const bob = await aUser(testApp);
    const { research, support, body } = aWholeInstance(bob);
    const asAdministrator = configuring(testApp, administrator.headers);
    const planned = appliedBy(await asAdministrator({ ...body, dry_run: true }));
    expect(planned.applied).toBe(false);
    expect(namesOf(planned)).toEqual([
      `create tenant ${research}`,
      `create tenant ${support}`,
      `create member ${bob.email}`,
      'create credential house',
      `create model house/${CHAT.name} (chat)`,
      `create model house/${EMBED.name} (embedding)`,
      'create sharing house',
      'create default llm_id',
      'create default llm_id',
      'create alias fast',
      'create alias theirs',
    ]);
    const done = appliedBy(await asAdministrator({ ...body, expect: planned.plan_digest }));
    expect(done).toEqual({ ...planned, applied: true });
    const before = await dumpOf(testApp);
    const asked = fake.requests.length;
    const again = appliedBy(await asAdministrator(body));
    expect({ changes: again.changes, applied: again.applied }).toEqual({ changes: [], applied: true });
    expect(await dumpOf(testApp)).toEqual(before);
    expect(fake.requests).toHaveLength(asked);
  });

  it('leaves what the single calls would have made', async () => {
    const bob = await aUser(testApp);
    const { research, body } = aWholeInstance(bob);
    const { changes } = appliedBy(await configuring(testApp, administrator.headers)(body));
    expect(changes.find(({ kind }) => kind === 'credential')).toEqual({
      action: 'create',
      kind: 'credential',
      tenant: research,
      name: 'house',
      fields: [
        { field: 'factory', before: null, after: FACTORY },
        { field: 'base_url', before: null, after: fake.url },
        { field: 'credential.api_key', before: null, after: maskOf(fake.apiKey) },
      ],
    });
    const tenants = (await get('/api/v1/tenants')) as { id: string; name: string; role: string }[];
    const { id, role } = tenants.find(({ name }) => name === research)!;
    expect(role).toBe('owner');
    const inResearch = { ...owner, headers: { ...owner.headers, 'x-tenant-id': id } };
    const [credential] = (await get('/api/v1/credentials', inResearch)).items as { id: string; verification: object }[];
    expect(credential).toMatchObject({ label: 'house', base_url: fake.url, verification: { verdict: 'valid' } });
    expect((await get(`/api/v1/credentials/${credential!.id}/models`, inResearch)).items).toMatchObject([
      { name: CHAT.name, enabled: true, timeouts: null },
      { name: EMBED.name, enabled: false, max_tokens: 512, timeouts: { total_ms: 9000 } },
    ]);
    expect(await get('/api/v1/models/default?own=true', inResearch)).toMatchObject({
      llm_id: `${CHAT.name}@${FACTORY}`,
    });
    expect((await get('/api/v1/aliases', inResearch)).items).toMatchObject([
      { name: 'fast', strategy: 'weighted', targets: [{ weight: 3 }] },
    ]);
    expect(await storedCredentials(testApp, { ...owner, tenantId: id })).toMatchObject([
      { credential: { api_key: fake.apiKey } },
    ]);
    const members = (await get(`/api/v1/tenants/${id}/members`)) as { email: string; role: string }[];
    expect(new Map(members.map(({ email, role: part }) => [email, part]))).toEqual(new Map([[owner.email, 'owner'], [bob.email, 'member']])); // prettier-ignore
  });

  it('does what it plans, and refuses when that is another thing by then', async () => {
    const body = mine({
      credentials: [credentialAt(fake)],
      aliases: [{ name: 'fast', targets: [{ model: CHAT.name }] }],
    });
    const before = await dumpOf(testApp);
    const plan = appliedBy(await apply({ ...body, dry_run: true }));
    expect(await dumpOf(testApp)).toEqual(before);
    appliedBy(await apply(mine({ credentials: [credentialAt(fake)] })));
    const meanwhile = await dumpOf(testApp);
    const refused = await apply({ ...body, expect: plan.plan_digest });
    expectFailure(refused, 409, RetCode.CONFLICT, STALE);
    expect(refused.body.data.changes).toMatchObject([{ action: 'create', kind: 'alias', name: 'fast' }]);
    expect(await dumpOf(testApp)).toEqual(meanwhile);
    appliedBy(await apply({ ...body, expect: refused.body.data.plan_digest }));
    expect((await get('/api/v1/aliases')).items).toHaveLength(1);
  });

  it('tells plans with different secrets apart, though they look the same', async () => {
    const withSecret = (api_key: string) => mine({ credentials: [credentialAt(fake, { credential: { api_key } })] });
    const one = appliedBy(await apply({ ...withSecret('short-1'), dry_run: true, verify: false }));
    const other = appliedBy(await apply({ ...withSecret('short-2'), dry_run: true, verify: false }));
    expect(one.changes).toEqual(other.changes);
    expect(one.plan_digest).not.toBe(other.plan_digest);
  });

  it('asks providers only where verify is not false', async () => {
    appliedBy(await apply({ ...mine({ credentials: [credentialAt(fake)] }), verify: false }));
    expect(fake.requests).toEqual([]);
  });

  it('takes the whole catalog where a new credential names no models', async () => {
    const credential = { label: 'all', factory: 'OpenAI', base_url: fake.url, credential: { api_key: fake.apiKey } };
    const { changes } = appliedBy(await apply({ ...mine({ credentials: [credential] }), verify: false }));
    expect(changes[0]?.fields.at(-1)?.after).toMatch(/^all \d+ of the catalog$/);
    expect(appliedBy(await apply(mine({ credentials: [credential] }))).changes).toEqual([]);
  });

  it('sets the instance’s defaults for an administrator', async () => {
    const asAdministrator = configuring(testApp, administrator.headers);
    const body = {
      tenants: [{ id: administrator.tenantId, credentials: [credentialAt(fake)] }],
      instance: { defaults: { llm_id: CHAT.name } },
    };
    expect(namesOf(appliedBy(await asAdministrator(body))).at(-1)).toBe('create instance_default llm_id');
    expect(appliedBy(await asAdministrator(body)).changes).toEqual([]);
    const cleared = appliedBy(await asAdministrator({ instance: { defaults: { llm_id: null } } }));
    expect(cleared.changes).toEqual([
      { action: 'delete', kind: 'instance_default', tenant: null, name: 'llm_id', fields: [{ field: 'model', before: CHAT.name, after: null }] }, // prettier-ignore
    ]);
  });
});

describe('a secret of a configuration', () => {
  const KEY = 'sk-another-key-9876543210';
  const withKey = (api_key: unknown) => ({
    ...mine({ credentials: [credentialAt(fake, { credential: { api_key } })] }),
    verify: false,
  });

  it.each([
    ['a long one', 'sk-first-key-0123456789', KEY, maskOf('sk-first-key-0123456789'), maskOf(KEY)],
    ['a short one', 'short-1', 'short-2', '***', '*** (changed)'],
    [
      'one that looks the same',
      'sk-proj-aaaaaaaa1234',
      'sk-proj-bbbbbbbb1234',
      'sk-proj-…1234',
      'sk-proj-…1234 (changed)',
    ],
  ])('is told as a mask when %s changes', async (_, first, second, before, after) => {
    appliedBy(await apply(withKey(first)));
    const done = appliedBy(await apply(withKey(second)));
    expect(done.changes).toMatchObject([{ action: 'update', kind: 'credential', fields: [{ field: 'credential.api_key', before, after }] }]); // prettier-ignore
    expect((await storedCredentials(testApp, owner))[0]?.credential).toEqual({ api_key: second });
    expect(appliedBy(await apply(withKey(second))).changes).toEqual([]);
  });

  it.each([
    ['its mask', maskOf(KEY)],
    ['nothing', undefined],
  ])('stays for %s', async (_, given) => {
    appliedBy(await apply(withKey(KEY)));
    expect(appliedBy(await apply(withKey(given))).changes).toEqual([]);
  });

  it('is refused as another mask than ours', async () => {
    appliedBy(await apply(withKey(KEY)));
    expectFailure(
      await apply(withKey('sk-other…cdef')),
      400,
      RetCode.BAD_REQUEST,
      'tenants[0].credentials[0]: credential.api_key is masked and not the one that is stored; send the whole value',
    );
  });

  it('is not sent to another place without being given again', async () => {
    appliedBy(await apply(withKey(KEY)));
    const moved = credentialAt(fake, { base_url: 'http://127.0.0.1:9/v1', credential: undefined });
    expectFailure(
      await apply({ ...mine({ credentials: [moved] }), verify: false }),
      400,
      RetCode.BAD_REQUEST,
      'tenants[0].credentials[0]: base_url can only be changed together with the whole credential',
    );
  });

  it('is in no answer', async () => {
    const response = await apply({ ...withKey(KEY), dry_run: true });
    expect(response.text).not.toContain(KEY);
  });

  it('can’t be guessed at faster than sixty times a minute', async () => {
    const guesser = await aUser(testApp);
    const guess = configuring(testApp, guesser.headers);
    const body = { tenants: [{ id: guesser.tenantId }] };
    for (let count = 0; count < 60; count++) expect((await guess(body)).status).toBe(200);
    const refused = await guess(body);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('prune', () => {
  it('deletes what is not listed, in sections that are given, and nothing else', async () => {
    const [bob, carol] = [await aUser(testApp), await aUser(testApp)];
    await join(testApp, bob, owner.tenantId, 'viewer');
    await join(testApp, carol, owner.tenantId, 'admin');
    const second = credentialAt(fake, { label: 'second', models: [CHAT, EMBED] });
    const aliases = [{ name: 'fast', targets: [{ model: CHAT.name }] }];
    appliedBy(await apply(mine({ credentials: [credentialAt(fake), second], aliases })));
    const kept = mine({ members: [{ email: carol.email, role: 'member' }], credentials: [{ ...second, models: [EMBED] }], aliases: [] }); // prettier-ignore
    const without = appliedBy(await apply({ ...kept, dry_run: true }));
    expect(namesOf(without)).toEqual([`update member ${carol.email}`]);
    const pruned = appliedBy(await apply({ ...kept, prune: true }));
    expect(namesOf(pruned)).toEqual([
      `update member ${carol.email}`,
      'delete alias fast',
      `delete model second/${CHAT.name} (chat)`,
      'delete credential house',
      `delete model house/${CHAT.name} (chat)`,
      `delete member ${bob.email}`,
    ]);
    expect(appliedBy(await apply({ ...kept, prune: true })).changes).toEqual([]);
    expect(await storedCredentials(testApp, owner)).toHaveLength(1);
    expect(await get('/api/v1/tenants')).toMatchObject([{ id: owner.tenantId, role: 'owner' }]);
    expect(appliedBy(await apply({ ...mine({}), prune: true })).changes).toEqual([]);
  });

  it('is refused for a model that a default stands on', async () => {
    appliedBy(await apply(mine({ credentials: [credentialAt(fake)], defaults: { llm_id: CHAT.name } })));
    const response = await apply({ ...mine({ credentials: [] }), prune: true });
    expectFailure(response, 409, RetCode.CONFLICT, 'tenants[0].credentials: The credential is in use');
    expect(response.body.data.used_by).toEqual([{ kind: 'default', id: 'llm_id', name: CHAT.name }]);
    appliedBy(await apply({ ...mine({ credentials: [], defaults: { llm_id: '' } }), prune: true }));
    expect(await storedCredentials(testApp, owner)).toEqual([]);
  });

  it('leaves every tenant an owner', async () => {
    const name = aName();
    const asAdministrator = configuring(testApp, administrator.headers);
    appliedBy(await asAdministrator({ tenants: [{ name }] }));
    const members = [{ email: owner.email, role: 'admin' }];
    expectFailure(
      await asAdministrator({ tenants: [{ name, members }], prune: true }),
      400,
      RetCode.BAD_REQUEST,
      'tenants[0]: members must leave the tenant an owner',
    );
  });
});
