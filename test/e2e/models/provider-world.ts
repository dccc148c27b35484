import { CredentialVault } from '../../../src/models/credential-vault.js';
import type { Actor } from '../../support/actors.js';
import {
  type FakeProvider,
  type FakeProviderOptions,
  startFakeProvider,
} from '../../support/fake-provider/start-fake-provider.js';
import type { TestApp } from '../../support/test-app.js';

/** The fakes listen there. */
export const ALLOW_LOOPBACK = { OUTBOUND_ALLOW: '127.0.0.1/32' };

/** Starts providers that end with the test that asked for them. */
export function fakesPerTest(): (options?: Partial<FakeProviderOptions>) => Promise<FakeProvider> {
  const running: FakeProvider[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((fake) => fake.close()));
  });
  return async (options = {}) => {
    const fake = await startFakeProvider({ kind: 'openai', ...options });
    running.push(fake);
    return fake;
  };
}

interface StoredCredential {
  factory: string;
  base_url: string;
  credential: Readonly<Record<string, string>>;
}

/** What a tenant's credentials hold, the oldest first. */
export async function storedCredentials(
  { app, dataSource }: TestApp,
  { tenantId }: Actor,
): Promise<StoredCredential[]> {
  const rows = await dataSource.query<{ id: string; factory: string; base_url: string; sealed: Buffer }[]>(
    'SELECT id, factory, base_url, sealed FROM credentials WHERE tenant_id = $1 ORDER BY created_at, id',
    [tenantId],
  );
  const open = (id: string, sealed: Buffer) => app.get(CredentialVault).open(tenantId, id, sealed);
  return Promise.all(
    rows.map(async ({ id, factory, base_url, sealed }) => ({ factory, base_url, credential: await open(id, sealed) })),
  );
}

/** The calls that most tests make, on behalf of somebody. */
export function modelsApi({ http }: TestApp, { headers }: Actor) {
  const details = () => http.get('/api/v1/models?include_details=true').set(headers);
  return {
    add: (body: object) => http.post('/api/v1/models').set(headers).send(body),
    remove: (body: object) => http.delete('/api/v1/models').set(headers).send(body),
    list: () => http.get('/api/v1/models').set(headers),
    details,
    setDefaults: (body: object) => http.post('/api/v1/models/default').set(headers).send(body),
    defaults: () => http.get('/api/v1/models/default').set(headers),
    /** Lists what somebody has besides `Builtin`, with details. */
    configured: async (): Promise<Record<string, ListedFactory>> => {
      const { Builtin: _always, ...configured } = (await details()).body.data as Record<string, ListedFactory>;
      return configured;
    },
  };
}

interface ListedFactory {
  tags: string;
  llm: { type: string; name: string; used_token: number; status: string; api_base: string; max_tokens: number }[];
}

/** Adds models, and makes sure of it. */
export async function added(testApp: TestApp, actor: Actor, ...bodies: object[]): Promise<void> {
  for (const body of bodies) {
    const response = await modelsApi(testApp, actor).add(body);
    if (response.status !== 200) throw new Error(`Not added: ${response.text}`);
  }
}
