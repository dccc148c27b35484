import { RetCode } from '../../../src/kernel/ret-code.js';
import { aKey, aUser, join, type Actor } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, fakesPerTest } from '../models/provider-world.js';
import { appliedBy, CHAT, configuring, credentialAt, dumpOf, newcomers } from './configuration-world.js';

const UNKNOWN = 'ffffffffffffffffffffffffffffffff';

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

const mine = (sections: object) => ({ tenants: [{ id: owner.tenantId, ...sections }] });

describe('a configuration that fails at its end', () => {
  const whole = (sections: object, verify = true) => ({
    tenants: [
      {
        name: 'Half done',
        credentials: [credentialAt(fake)],
        aliases: [{ name: 'a', targets: [{ model: CHAT.name }] }],
      },
      { id: owner.tenantId, credentials: [credentialAt(fake)], ...sections },
    ],
    verify,
  });

  it.each([
    [
      'a bad target of an alias',
      () => whole({ aliases: [{ name: 'fast', targets: [{ model: CHAT.name }, { model: 'nobody' }] }] }),
      "tenants[1].aliases[0]: targets[1].model 'nobody' is no model of your tenant",
    ],
    [
      'a default on no model',
      () => whole({ defaults: { llm_id: 'nobody' } }),
      "tenants[1].defaults: Model 'nobody' (type: chat) is not configured. Please add the model first using POST /api/v1/models",
    ],
    [
      'an instance’s default on no model',
      () => ({ ...whole({ credentials: [credentialAt(fake, { models: [] })], aliases: [] }), instance: { defaults: { llm_id: 'nobody' } } }), // prettier-ignore
      "instance.defaults: Model 'nobody' (type: chat) is not configured. Please add the model first using POST /api/v1/models",
    ],
  ])('because of %s leaves nothing', async (_, body, message) => {
    const before = await dumpOf(testApp);
    const response = await configuring(testApp, administrator.headers)(body());
    expectFailure(response, 400, RetCode.BAD_REQUEST, message);
    expect(await dumpOf(testApp)).toEqual(before);
    expectFailure(await configuring(testApp, administrator.headers)({ ...body(), dry_run: true }), 400, RetCode.BAD_REQUEST, message); // prettier-ignore
  });

  it('because of an unknown user leaves nothing', async () => {
    const before = await dumpOf(testApp);
    const members = [{ email: 'nobody@example.com', role: 'member' }];
    const response = await configuring(testApp, administrator.headers)(whole({ members }));
    expectFailure(response, 404, RetCode.NOT_FOUND, "tenants[1].members[0]: User 'nobody@example.com' not found");
    expect(await dumpOf(testApp)).toEqual(before);
  });

  it('because a provider refuses the second credential leaves nothing', async () => {
    const before = await dumpOf(testApp);
    const refused = credentialAt(fake, { label: 'second', credential: { api_key: 'sk-wrong-key-0123456789' } });
    const response = await apply(mine({ credentials: [credentialAt(fake), refused] }));
    expect(response.status).toBe(400);
    expect(response.body.message).toMatch(/^tenants\[0\]\.credentials\[1\]: The provider refused the credential: /);
    expect(response.body.data).toMatchObject({ verdict: 'rejected', results: [{ cause: 'unauthorized' }] });
    expect(response.text).not.toContain('sk-wrong-key-0123456789');
    expect(await dumpOf(testApp)).toEqual(before);
  });

  it('because withdrawing a share takes a default along leaves nothing', async () => {
    const asAdministrator = configuring(testApp, administrator.headers);
    const lender = { id: administrator.tenantId, credentials: [credentialAt(fake, { shared_with: [owner.tenantId] })] };
    const borrower = { id: owner.tenantId, defaults: { llm_id: CHAT.name } };
    appliedBy(await asAdministrator({ tenants: [lender, borrower] }));
    const before = await dumpOf(testApp);
    const withdrawn = { ...lender, credentials: [credentialAt(fake, { shared_with: [] })] };
    const response = await asAdministrator({ tenants: [withdrawn, borrower] });
    expectFailure(response, 400, RetCode.BAD_REQUEST, 'The configuration contradicts itself: once applied, it would not hold; see changes'); // prettier-ignore
    expect(response.body.data.changes).toMatchObject([{ action: 'create', kind: 'default', name: 'llm_id' }]);
    expect(await dumpOf(testApp)).toEqual(before);
  });
});

describe('a configuration that is malformed', () => {
  const named = (label: string, facts: object = {}) => ({ label, factory: 'OpenAI', credential: { api_key: 'sk-x' }, ...facts }); // prettier-ignore

  it.each([
    [{}, 'tenants', 'tenants or instance is required'],
    [{ tenants: [{}] }, 'tenants.0.name', 'tenants[0]: name or id is required'],
    [{ tenants: [{ name: 'a', id: UNKNOWN }] }, 'tenants.0.id', 'tenants[0]: name and id exclude each other'],
    [{ tenants: [{ credentials: [named('a'), named('a', { base_url: 7 })] }] }, 'tenants.0.credentials.1.base_url', 'Field tenants.0.credentials.1.base_url must be a string'], // prettier-ignore
    [{ tenants: [{ credentials: [named('a', { shared_with: 'some' })] }] }, 'tenants.0.credentials.0.shared_with', 'shared_with must be all, or a list of at most 1000 names or ids of tenants'], // prettier-ignore
    [{ tenants: [{ aliases: [{ name: 'a b', targets: [{ model: 'x' }] }] }] }, 'tenants.0.aliases.0.name', 'name must begin with a letter or digit and hold only letters, digits and . _ : / -'], // prettier-ignore
    [{ tenants: [{ members: [{ email: 'a@b.cd', role: 'king' }] }] }, 'tenants.0.members.0.role', 'role must be one of: owner, admin, member, viewer'], // prettier-ignore
    [{ tenants: [{ name: 'nul\u0000' }] }, 'tenants.0.name', 'Field tenants.0.name contains invalid characters'],
    [{ expect: 'x', tenants: [] }, 'expect', 'expect must be the plan_digest of a plan'],
    [{ tenants: Array.from({ length: 101 }, () => ({})) }, 'tenants', 'tenants must hold at most 100'],
  ])('names the field in %j', async (body, field, message) => {
    const response = await apply(body);
    expectFailure(response, 400, RetCode.BAD_REQUEST, message);
    expect((response.body.errors as { field: string }[]).map((one) => one.field)).toContain(field);
  });

  it.each([
    [
      { credentials: [named('a'), named(' a ')] },
      'credentials.1.label',
      'tenants[0]: credentials[1] has the same label as credentials[0]',
    ],
    [
      { credentials: [named('a', { factory: 'Nobody' })] },
      'credentials.0.factory',
      'tenants[0].credentials[0]: LLM factory Nobody is not allowed',
    ],
    [
      { credentials: [named('a', { base_url: 'ftp://x' })] },
      'credentials.0.base_url',
      'tenants[0].credentials[0]: base_url must be an http or https URL',
    ],
    [
      { credentials: [named('a', { credential: {} })] },
      'credentials.0.credential.api_key',
      'tenants[0].credentials[0]: credential.api_key is required',
    ],
    [
      {
        credentials: [
          named('a', {
            models: [
              { name: 'm', type: 'chat' },
              { name: 'm', type: 'chat' },
            ],
          }),
        ],
      },
      'credentials.0.models.1.name',
      'tenants[0].credentials[0]: models[1] is the same model as models[0]',
    ],
    [
      {
        aliases: [
          { name: 'a', targets: [{ model: 'x' }] },
          { name: 'a', targets: [{ model: 'y' }] },
        ],
      },
      'aliases.1.name',
      'tenants[0]: aliases[1] has the same name as aliases[0]',
    ],
    [
      {
        members: [
          { email: 'a@b.cd', role: 'owner' },
          { email: 'A@B.cd', role: 'member' },
        ],
      },
      'members.1.email',
      'tenants[0]: members[1] is the same user as members[0]',
    ],
  ])('names the entry in %j', async (sections, field, message) => {
    const response = await apply({ ...mine(sections), verify: false });
    expectFailure(response, 400, RetCode.BAD_REQUEST, message);
    expect((response.body.errors as { field: string }[]).map((one) => one.field)).toEqual([`tenants.0.${field}`]);
  });

  it('names a tenant twice', async () => {
    const response = await apply({ tenants: [{ id: owner.tenantId }, { id: owner.tenantId }] });
    expectFailure(response, 400, RetCode.BAD_REQUEST, 'tenants[1]: is the same tenant as tenants[0]');
  });

  it('does not let a credential become another factory’s', async () => {
    appliedBy(await apply({ ...mine({ credentials: [named('a')] }), verify: false }));
    const response = await apply({ ...mine({ credentials: [named('a', { factory: 'Anthropic' })] }), verify: false });
    expectFailure(response, 400, RetCode.BAD_REQUEST, "tenants[0].credentials[0]: 'a' is a credential of OpenAI; its factory can't change"); // prettier-ignore
  });

  it('keeps hostile names as they are', async () => {
    const name = `'; DROP TABLE tenants; -- <b>\u202e𝕏`;
    const asAdministrator = configuring(testApp, administrator.headers);
    const body = { tenants: [{ name, credentials: [credentialAt(fake, { label: name })] }], verify: false };
    expect(appliedBy(await asAdministrator(body)).changes[0]?.name).toBe(name);
    expect(appliedBy(await asAdministrator(body)).changes).toEqual([]);
  });
});

describe('who may apply a configuration', () => {
  const toOwner = (by: { headers: object }, sections: object = {}) =>
    configuring(
      testApp,
      by.headers as Record<string, string>,
    )({
      ...mine({ credentials: [credentialAt(fake)], ...sections }),
      verify: false,
      dry_run: true,
    });

  async function joined(role: 'viewer' | 'member' | 'admin' | 'owner'): Promise<Actor> {
    const actor = await aUser(testApp);
    await join(testApp, actor, owner.tenantId, role);
    return actor;
  }

  it.each(['admin', 'owner'] as const)('an %s of the tenant may', async (role) => {
    expect((await toOwner(await joined(role))).status).toBe(200);
  });

  it.each(['viewer', 'member'] as const)('a %s of the tenant may not', async (role) => {
    expectFailure(await toOwner(await joined(role)), 403, RetCode.FORBIDDEN, `tenants[0]: Role ${role} lacks the scope models:write`); // prettier-ignore
  });

  it('an instance administrator may, anywhere', async () => {
    expect((await toOwner(administrator)).status).toBe(200);
  });

  it('a stranger learns nothing, be it there or not', async () => {
    const stranger = await aUser(testApp);
    const call = configuring(testApp, stranger.headers);
    expectFailure(await toOwner(stranger), 404, RetCode.NOT_FOUND, `tenants[0]: Tenant '${owner.tenantId}' not found`);
    expectFailure(await call({ tenants: [{ id: UNKNOWN }] }), 404, RetCode.NOT_FOUND, `tenants[0]: Tenant '${UNKNOWN}' not found`); // prettier-ignore
    expectFailure(await call({ tenants: [{ name: 'New' }] }), 404, RetCode.NOT_FOUND, "tenants[0]: Tenant 'New' not found"); // prettier-ignore
  });

  it('a key may for its own tenant, and for no members, tenants or instance', async () => {
    const { token } = await aKey(testApp, owner);
    const key = { headers: { 'x-api-key': token } };
    expect((await toOwner(key)).status).toBe(200);
    const session = 'Only for users who signed in, not for API keys';
    expectFailure(await toOwner(key, { members: [] }), 403, RetCode.FORBIDDEN, `tenants[0].members: ${session}`);
    const call = configuring(testApp, key.headers);
    expectFailure(await call({ tenants: [{ id: administrator.tenantId }] }), 404, RetCode.NOT_FOUND, `tenants[0]: Tenant '${administrator.tenantId}' not found`); // prettier-ignore
    expectFailure(await call({ instance: { defaults: {} } }), 403, RetCode.FORBIDDEN, 'instance: Not admin');
  });

  it('an owner alone makes owners, and an administrator alone shares with all', async () => {
    const tenantAdmin = await joined('admin');
    const bob = await aUser(testApp);
    expectFailure(
      await toOwner(tenantAdmin, { members: [{ email: bob.email, role: 'owner' }] }),
      403,
      RetCode.FORBIDDEN,
      'tenants[0].members[0]: Only an owner may manage owners',
    );
    const shared = { credentials: [credentialAt(fake, { shared_with: 'all' })] };
    expectFailure(await toOwner(owner, shared), 403, RetCode.FORBIDDEN, 'tenants[0].credentials[0]: Only an instance administrator may share with all tenants'); // prettier-ignore
    expect((await toOwner(administrator, shared)).status).toBe(200);
  });

  it('shares by name with tenants that the caller can see, and by id with any', async () => {
    const [seen] = (await testApp.http.get('/api/v1/tenants').set(administrator.headers)).body.data as {
      name: string;
    }[];
    const sharing = (shared_with: string[]) => ({ credentials: [credentialAt(fake, { shared_with })] });
    const byName = appliedBy(await toOwner(administrator, sharing([seen!.name])));
    expect(byName.changes.at(-1)).toMatchObject({ kind: 'sharing', fields: [{ before: null, after: seen!.name }] });
    expectFailure(await toOwner(owner, sharing([seen!.name])), 404, RetCode.NOT_FOUND, `tenants[0].credentials[0]: Tenant '${seen!.name}' not found`); // prettier-ignore
    expect((await toOwner(owner, sharing([administrator.tenantId]))).status).toBe(200);
    expectFailure(await toOwner(owner, sharing([UNKNOWN])), 404, RetCode.NOT_FOUND, `tenants[0].credentials[0]: Tenant '${UNKNOWN}' not found`); // prettier-ignore
  });

  it('asks for the id where two tenants have one name', async () => {
    const asAdministrator = configuring(testApp, administrator.headers);
    for (const _ of [1, 2])
      await testApp.http.post('/api/v1/tenants').set(administrator.headers).send({ name: 'Twins' });
    expectFailure(
      await asAdministrator({ tenants: [{ name: 'Twins' }] }),
      400,
      RetCode.BAD_REQUEST,
      "tenants[0]: Several tenants are called 'Twins'; give the id instead",
    );
  });
});
