import type { ModelType } from '../../../src/kernel/model-type.js';
import type { Factory } from '../../../src/providers/factory.js';
import type { ProviderTarget } from '../../../src/providers/provider-adapter.js';
import type { FakeCredential } from './exchange.js';
import { FAKE_PROTOCOLS, type FakeKind } from './protocols.js';
import type { FakeProvider } from './start-fake-provider.js';

/** The fake that speaks the factory's dialect. */
export function fakeKindOf({ dialect, name }: Factory): FakeKind {
  if (dialect === 'openai-compatible') return 'openai';
  if (!Object.hasOwn(FAKE_PROTOCOLS, dialect)) throw new Error(`No fake speaks ${dialect}, the dialect of ${name}`);
  return dialect as FakeKind;
}

/** What a user of this factory would enter to get into the fake, in the factory's own fields. */
export function credentialFor(factory: Factory, fake: Pick<FakeProvider, 'credential' | 'apiKey'>): FakeCredential {
  if (factory.dialect !== 'openai-compatible') return fake.credential;
  const bearer = factory.openAi.bearer ?? 'api_key';
  const others = factory.credentialFields.filter(({ name, required }) => required && name !== bearer);
  return {
    ...(fake.apiKey === null ? {} : { [bearer]: fake.apiKey }),
    ...Object.fromEntries(others.map(({ name }) => [name, `some-${name}`])),
  };
}

/** A model of the type that the factory may have: of its catalog where that has one. */
export function modelFor({ name, models, probeModels }: Factory, type: ModelType): string {
  const owner = name === 'Replicate' ? 'somebody/' : '';
  return probeModels[type]?.[0] ?? models.find((model) => model.type === type)?.name ?? `${owner}some-${type}-model`;
}

/** The factory pointed at the fake, with what opens it. */
export function targetAt(factory: Factory, fake: FakeProvider): ProviderTarget {
  return { factory, baseUrl: fake.url, credential: credentialFor(factory, fake) };
}
