import type { Response } from 'supertest';
import { anAdministrator, aUser, type Actor } from '../../support/actors.js';
import type { FakeProvider, FakeProviderOptions } from '../../support/fake-provider/start-fake-provider.js';
import type { TestApp } from '../../support/test-app.js';

export const FACTORY = 'OpenAI-API-Compatible';
export const CHAT = { name: 'house-chat', type: 'chat' };
export const EMBED = { name: 'house-embed', type: 'embedding' };

export interface ToldChange {
  action: string;
  kind: string;
  tenant: string | null;
  name: string;
  fields: { field: string; before: string | null; after: string | null }[];
}

export interface Applied {
  changes: ToldChange[];
  plan_digest: string;
  applied: boolean;
}

/** The call, on behalf of somebody. */
export const configuring =
  ({ http }: TestApp, headers: Record<string, string> | Actor['headers']) =>
  (body: object): Promise<Response> =>
    http
      .post('/api/v1/configuration')
      .set(headers)
      .send(body)
      .then((response) => response);

/** Whom nobody knows yet, with a provider that nobody has asked. */
export async function newcomers(
  testApp: TestApp,
  aFake: (options: Partial<FakeProviderOptions>) => Promise<FakeProvider>,
): Promise<{ administrator: Actor; owner: Actor; fake: FakeProvider; apply: ReturnType<typeof configuring> }> {
  const administrator = await anAdministrator(testApp);
  const owner = await aUser(testApp);
  const fake = await aFake({ models: [CHAT.name, EMBED.name] });
  return { administrator, owner, fake, apply: configuring(testApp, owner.headers) };
}

/** What a call that succeeded answered. */
export function appliedBy(response: Response): Applied {
  if (response.status !== 200) throw new Error(`Not applied: ${response.text}`);
  return response.body.data as Applied;
}

/** `action kind name` of each change. */
export const namesOf = ({ changes }: Applied) => changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

/** A credential at a fake, which knows its key and both models. */
export const credentialAt = (fake: FakeProvider, facts: object = {}) => ({
  label: 'house',
  factory: FACTORY,
  base_url: fake.url,
  credential: { api_key: fake.apiKey },
  models: [CHAT],
  ...facts,
});

/** Tables that note who came by, whatever they came for, or that the server writes by itself from time to time. */
const TRACES = /^(sessions|login_attempts|usage_journals|audit_unsealed|audit_seals|audit_chain)/;

/** Every row of every table, as text. */
export async function dumpOf({ dataSource }: TestApp): Promise<Record<string, string[]>> {
  const tables = await dataSource.query<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const dump: Record<string, string[]> = {};
  for (const { name } of tables.filter((table) => !TRACES.test(table.name))) {
    const rows = await dataSource.query<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}
