import type { ModelType } from './model-types.js';
import type { CatalogModel, ListedFactories } from './models-queries.js';

export interface ChoiceGroup {
  group: string;
  items: { value: string; label: string }[];
}

const USABLE = '1';
/** What a model of the one type needs to serve as one of the other. */
const STAND_INS: Partial<Record<ModelType, { type: ModelType; ability: string }>> = {
  chat: { type: 'image2text', ability: 'chat' },
  image2text: { type: 'chat', ability: 'vision' },
};

/** By factory: what its models can do. */
export type Catalogs = ReadonlyMap<string, readonly CatalogModel[]>;

/**
 * The usable models of the type, by factory; each is named `name@Factory`, which is never ambiguous.
 * @param catalogs where models that can stand in for the type are wanted too
 */
export function choicesOf(factories: ListedFactories, type: ModelType, catalogs?: Catalogs): ChoiceGroup[] {
  return Object.entries(factories)
    .map(([group, { llm }]) => {
      const fitting = llm
        .filter(({ status }) => status === USABLE)
        .filter((model) => model.type === type || (catalogs && standsIn(model, type, catalogs.get(group) ?? [])));
      const names = new Set(fitting.map(({ name }) => name));
      return { group, items: [...names].map((name) => ({ value: `${name}@${group}`, label: name })) };
    })
    .filter(({ items }) => items.length > 0);
}

function standsIn(
  model: { name: string; type: ModelType },
  type: ModelType,
  catalog: readonly CatalogModel[],
): boolean {
  const standIn = STAND_INS[type];
  if (standIn?.type !== model.type) return false;
  const known = catalog.find(({ name, type: ofType }) => name === model.name && ofType === model.type);
  return known?.abilities.includes(standIn.ability) ?? false;
}

/** How the choices spell a model that may have been named by its bare name; as it is where they do not have it. */
export function spelledAs(choices: readonly ChoiceGroup[], id: string): string {
  const values = choices.flatMap(({ items }) => items);
  return (values.find(({ value }) => value === id) ?? values.find(({ label }) => label === id))?.value ?? id;
}

/** With a value of its own among them even when it can't be chosen any more. */
export function including(choices: readonly ChoiceGroup[], values: readonly string[], group: string): ChoiceGroup[] {
  const known = new Set(choices.flatMap(({ items }) => items.map(({ value }) => value)));
  const strangers = [...new Set(values)].filter((value) => value !== '' && !known.has(value));
  if (strangers.length === 0) return [...choices];
  return [...choices, { group, items: strangers.map((value) => ({ value, label: value })) }];
}
