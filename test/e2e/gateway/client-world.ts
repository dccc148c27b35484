import { modelFor, credentialFor, fakeKindOf } from '../../support/fake-provider/fake-for-factory.js';
import { catalogFactory } from '../../support/fake-provider/fake-target.js';
import { type FakeProvider, startFakeProvider } from '../../support/fake-provider/start-fake-provider.js';
import type { Actor } from '../../support/actors.js';
import type { TestApp } from '../../support/test-app.js';
import { connect } from './gateway-world.js';

/** One factory of the first tier behind the gateway, and what its clients call its models. */
export interface ConnectedFactory {
  fake: FakeProvider;
  chat: string;
  embedding: string;
}

/** Connects a factory, at a fake of its dialect, with a chat model and, where it has such, one for embeddings. */
export async function connectFactory(testApp: TestApp, owner: Actor, name: string): Promise<ConnectedFactory> {
  const factory = catalogFactory(name);
  const fake = await startFakeProvider({ kind: fakeKindOf(factory) });
  const types = (['chat', 'embedding'] as const).filter((type) => factory.modelTypes.includes(type));
  const models = types.map((type) => ({ name: modelFor(factory, type), type }));
  await connect(testApp, owner, fake, models, { factory: name, credential: credentialFor(factory, fake) });
  return {
    fake,
    chat: `${modelFor(factory, 'chat')}@${name}`,
    embedding: `${modelFor(factory, 'embedding')}@${name}`,
  };
}

/** All of what an iterator gives (`Array.fromAsync` of later Node). */
export async function collected<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
