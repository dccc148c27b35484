import type { Actor } from '../../support/actors.js';
import type { FakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import type { TestApp } from '../../support/test-app.js';

/** A model that a credential opens. */
export interface OpenedModel {
  name: string;
  type: string;
}

/** Connects a fake that speaks OpenAI's protocol, for a tenant that may use it under these models. */
export async function connect(
  { http }: TestApp,
  { headers }: Actor,
  fake: FakeProvider,
  models: readonly OpenedModel[],
  credential: { factory?: string; base_url?: string; credential?: object } = {},
): Promise<string> {
  const { body } = await http
    .post('/api/v1/credentials')
    .set(headers)
    .send({
      factory: 'OpenAI-API-Compatible',
      label: 'test',
      base_url: fake.url,
      credential: { api_key: fake.apiKey },
      models,
      verify: false,
      ...credential,
    })
    .expect(200);
  return (body.data as { id: string }).id;
}
