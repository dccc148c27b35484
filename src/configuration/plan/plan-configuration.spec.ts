import type { Role } from '../../kernel/role.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import type { StockedCredential } from '../../models/inventory/model-inventory.service.js';
import type { ActualConfiguration, ActualTenant } from '../actual-configuration.js';
import type { DesiredConfiguration, DesiredTenant } from '../desired-configuration.js';
import { planConfiguration } from './plan-configuration.js';
import type { Step } from './step.js';

const CALLER = { userId: 'caller', email: 'caller@example.com' };
const NO_DEFAULTS = { llm_id: '', embd_id: '', asr_id: '', img2txt_id: '', rerank_id: '', tts_id: '' };
const EMPTY: ActualTenant = { members: [], stock: { credentials: [], defaults: NO_DEFAULTS, aliases: [] } };
const catalog = new FactoryCatalog();

function credential(facts: Partial<StockedCredential> = {}): StockedCredential {
  return {
    id: 'c1',
    factory: 'OpenAI',
    label: 'main',
    source: 'own',
    baseUrl: '',
    verification: null,
    sharedWithAll: false,
    sharedWith: [],
    modelCount: 1,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    values: { api_key: 'sk-proj-0123456789abcdef' },
    models: [model('gpt-4o')],
    ...facts,
  };
}

function model(name: string): StockedCredential['models'][number] {
  return {
    id: `id of ${name}`,
    credentialId: 'c1',
    ownerId: 't0',
    isShared: false,
    factory: 'OpenAI',
    baseUrl: '',
    name,
    type: 'chat',
    maxTokens: 128_000,
    usedTokens: '0',
    isEnabled: true,
    timeouts: null,
    price: null,
    abilities: null,
  };
}

function stocked(facts: Partial<ActualTenant['stock']>): ActualTenant {
  return { ...EMPTY, stock: { ...EMPTY.stock, ...facts } };
}

/** @param actual of each tenant; null for those that are to be made */
function plan(
  tenants: Omit<DesiredTenant, 'id' | 'name'>[],
  actual: (ActualTenant | null)[],
  { prune = false, instance, callerRole = null }: { prune?: boolean; instance?: DesiredConfiguration['instanceDefaults']; callerRole?: Role | null } = {}, // prettier-ignore
): Step[] {
  const places = actual.map((tenant, index) => ({
    path: `tenants.${index}`,
    id: tenant === null ? null : `t${index}`,
    name: `Tenant ${index}`,
    role: callerRole,
  }));
  const known = places.flatMap(({ id, name }) => (id === null ? [] : [{ id, name, role: null, isManaged: true }]));
  const state: ActualConfiguration = {
    places,
    tenants: actual,
    reach: { known, canCreate: true },
    recipientNames: new Map(known.map(({ id, name }) => [id, name])),
    instanceDefaults: instance ? NO_DEFAULTS : null,
  };
  const desired: DesiredConfiguration = {
    tenants: tenants.map((tenant, index) => ({ id: null, name: `Tenant ${index}`, ...tenant })),
    ...(instance ? { instanceDefaults: instance } : {}),
  };
  return planConfiguration(desired, state, { caller: CALLER, options: { prune, verify: true }, catalog });
}

const worksOf = (steps: readonly Step[]) => steps.map(({ work, place }) => `${place} ${work.do}`);
const main = { label: 'main', factory: 'OpenAI' };

describe('planConfiguration', () => {
  it('has nothing to do for what is so already, however it is spelled', () => {
    const actual = stocked({
      credentials: [credential({ sharedWith: ['t1'] })],
      defaults: { ...NO_DEFAULTS, llm_id: 'gpt-4o' },
      aliases: [
        {
          id: 'a1',
          name: 'fast',
          strategy: 'ordered',
          targets: [{ aliasId: 'a1', ownerId: 't0', tenantModelId: 'id of gpt-4o', name: 'gpt-4o', factory: 'OpenAI', type: 'chat', isEnabled: true, weight: 1 }], // prettier-ignore
        },
      ],
    });
    const spellings = ['gpt-4o', 'gpt-4o@OpenAI', 'ID of gpt-4o', ' gpt-4o '];
    for (const spelling of spellings) {
      const desired = {
        credentials: [
          {
            ...main,
            baseUrl: ' ',
            credential: { api_key: 'sk-proj-…cdef' },
            models: [{ name: 'gpt-4o', type: 'chat' as const, maxTokens: null, isEnabled: true, timeouts: null }],
            sharedWith: ['Tenant 1'],
          },
        ],
        defaults: { llm_id: 'gpt-4o', embd_id: ' ' },
        aliases: [{ name: 'fast', strategy: 'ordered' as const, targets: [{ model: spelling, weight: 1 }] }],
      };
      expect(plan([desired, {}], [actual, EMPTY], { prune: true })).toEqual([]);
    }
  });

  it('does first what others stand on, over all tenants, and deletes last', () => {
    const steps = plan(
      [
        {
          members: [{ email: 'o@example.com', role: 'owner' }],
          credentials: [],
          defaults: { llm_id: '' },
          aliases: [],
        },
        {
          credentials: [{ ...main, credential: { api_key: 'sk-new' }, models: [], sharedWith: ['Tenant 2'] }],
          defaults: { llm_id: 'x' },
        },
        { defaults: { llm_id: 'x' } },
      ],
      [
        {
          members: [
            { userId: 'b', email: 'b@example.com', role: 'viewer' },
            { userId: 'o', email: 'O@example.com', role: 'owner' },
          ],
          stock: {
            credentials: [credential()],
            defaults: { ...NO_DEFAULTS, llm_id: 'gpt-4o' },
            aliases: [{ id: 'a1', name: 'fast', strategy: 'ordered', targets: [] }],
          },
        },
        null,
        null,
      ],
      { prune: true, instance: { tts_id: 'tts-1' } },
    );
    expect(worksOf(steps)).toEqual([
      '1 create-tenant',
      '2 create-tenant',
      '1 create-credential',
      '1 share-credential',
      '0 set-defaults',
      '1 set-defaults',
      '2 set-defaults',
      'null set-instance-defaults',
      '0 remove-alias',
      '0 remove-credential',
      '0 remove-member',
    ]);
    expect(steps[3]?.work).toEqual({
      do: 'share-credential',
      credential: { label: 'main' },
      recipients: [{ place: 2 }],
    });
  });

  it('makes owners first, and changes the caller last', () => {
    const members = [
      { userId: 'caller', email: CALLER.email, role: 'owner' as const },
      { userId: 'b', email: 'b@example.com', role: 'viewer' as const },
    ];
    const steps = plan(
      [
        {
          members: [
            { email: CALLER.email, role: 'member' },
            { email: 'c@example.com', role: 'member' },
            { email: 'b@example.com', role: 'owner' },
          ],
        },
      ],
      [{ ...EMPTY, members }],
    );
    expect(steps.map(({ changes }) => changes[0]?.name)).toEqual(['b@example.com', 'c@example.com', CALLER.email]);
  });

  it('does not let the caller lose the tenant', () => {
    const members = [
      { userId: 'caller', email: CALLER.email, role: 'owner' as const },
      { userId: 'b', email: 'b@example.com', role: 'owner' as const },
    ];
    const planned = (desired: { email: string; role: 'owner' | 'admin' | 'member' }[], prune: boolean) =>
      plan([{ members: desired }], [{ ...EMPTY, members }], { prune, callerRole: 'owner' }).length;
    const other = { email: 'b@example.com', role: 'owner' as const };
    const refusal = 'members must leave you an owner or admin; another one can change that';
    expect(() => planned([other], true)).toThrow(refusal);
    expect(() => planned([other, { email: CALLER.email, role: 'member' }], false)).toThrow(refusal);
    expect(planned([other], false)).toBe(0);
    expect(planned([other, { email: CALLER.email.toUpperCase(), role: 'admin' }], true)).toBe(1);
  });

  it('does not share a credential with its own tenant, whatever it is called', () => {
    const shared = (name: string) => [{ credentials: [{ label: 'a', factory: 'OpenAI', credential: { api_key: 'sk-x' }, sharedWith: [name] }] }]; // prettier-ignore
    const refusal = `tenants[0].credentials[0]: shared_with must not name the credential's own tenant`;
    expect(() => plan(shared('Tenant 0'), [EMPTY])).toThrow(refusal);
    expect(() => plan(shared('t0'), [EMPTY])).toThrow(refusal);
    expect(() => plan(shared('Tenant 0'), [null])).toThrow(refusal);
  });

  it('gives a new tenant to the first owner who is listed, else to the caller', () => {
    const owners = plan([{ members: [{ email: 'o@example.com', role: 'owner' }] }, {}], [null, null]);
    expect(owners.map(({ work }) => work)).toEqual([
      { do: 'create-tenant', name: 'Tenant 0', ownerEmail: 'o@example.com' },
      { do: 'create-tenant', name: 'Tenant 1', ownerEmail: CALLER.email },
    ]);
  });

  it.each([
    ['sk-proj-9999999999999999', 'sk-proj-…9999'],
    ['sk-proj-9999999999abcdef', 'sk-proj-…cdef (changed)'],
  ])('tells the secret %s as %s', (api_key, after) => {
    const [step] = plan([{ credentials: [{ ...main, credential: { api_key } }] }], [stocked({ credentials: [credential()] })]); // prettier-ignore
    expect(step?.changes[0]?.fields).toEqual([{ field: 'credential.api_key', before: 'sk-proj-…cdef', after }]);
    expect(JSON.stringify(step?.changes)).not.toContain(api_key);
  });

  it('changes, adds and, when pruning, removes models', () => {
    const models = [
      { name: 'gpt-4o', type: 'chat' as const, maxTokens: 1000, isEnabled: false },
      { name: 'own', type: 'chat' as const, maxTokens: null, timeouts: { total_ms: 5, idle_ms: 4 } },
    ];
    const actual = stocked({ credentials: [credential({ models: [model('gpt-4o'), model('old')] })] });
    const steps = plan([{ credentials: [{ ...main, models }] }], [actual], { prune: true });
    expect(worksOf(steps)).toEqual(['0 change-model', '0 add-model', '0 change-model', '0 remove-model']);
    expect(steps.flatMap(({ changes }) => changes)).toEqual([
      {
        action: 'update',
        kind: 'model',
        tenant: 'Tenant 0',
        name: 'main/gpt-4o (chat)',
        fields: [
          { field: 'enabled', before: 'true', after: 'false' },
          { field: 'max_tokens', before: '128000', after: '1000' },
        ],
      },
      {
        action: 'create',
        kind: 'model',
        tenant: 'Tenant 0',
        name: 'main/own (chat)',
        fields: [
          { field: 'enabled', before: null, after: 'true' },
          { field: 'timeouts', before: null, after: 'idle_ms=4, total_ms=5' },
        ],
      },
      { action: 'delete', kind: 'model', tenant: 'Tenant 0', name: 'main/old (chat)', fields: [] },
    ]);
  });

  it('tells sharing with exactly whom, before and after', () => {
    const actual = stocked({ credentials: [credential({ sharedWith: ['t1', 'somebody'] })] });
    const [step] = plan([{ credentials: [{ ...main, sharedWith: 'all' }] }, {}], [actual, EMPTY]);
    expect(step?.changes[0]).toMatchObject({
      action: 'update',
      kind: 'sharing',
      fields: [{ field: 'shared_with', before: 'Tenant 1, somebody', after: 'all' }],
    });
  });

  it.each([
    [{ credentials: [{ ...main, factory: 'Anthropic' }] }, "tenants[0].credentials[0]: 'main' is a credential of OpenAI; its factory can't change"], // prettier-ignore
    [{ credentials: [{ ...main, sharedWith: ['Nobody'] }] }, "tenants[0].credentials[0]: Tenant 'Nobody' not found"],
    [{ credentials: [{ ...main, credential: { api_key: '***' } }] }, 'tenants[0].credentials[0]: credential.api_key is masked and not the one that is stored; send the whole value'], // prettier-ignore
    [{ members: [] }, 'tenants[0]: members must leave the tenant an owner'],
  ])('refuses %j', (desired, message) => {
    expect(() => plan([desired], [stocked({ credentials: [credential()] })])).toThrow(message);
  });

  it('does not choose among credentials of one label', () => {
    const actual = stocked({ credentials: [credential(), credential({ id: 'c2' })] });
    expect(() => plan([{ credentials: [main] }], [actual])).toThrow(
      "tenants[0].credentials[0]: Several credentials of the tenant are called 'main'; give them different labels first",
    );
  });
});
