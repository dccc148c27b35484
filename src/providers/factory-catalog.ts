import { apiKey } from './catalog/credential-fields.js';
import type { FactoryRow } from './catalog/factory-row.js';
import { FACTORY_ROWS } from './catalog/rows.js';
import type { CatalogModel, Factory, ModelRow } from './factory.js';
import { PriceTable } from './prices/price-table.js';

/** All factories, read-only, in RAGFlow's order. */
export class FactoryCatalog {
  private readonly factories: ReadonlyMap<string, Factory>;

  /** Throws when the rows contradict themselves, so that a bad row never starts. */
  constructor(rows: readonly FactoryRow[] = FACTORY_ROWS, prices = PriceTable.vendored()) {
    const factories = rows.map((row) => factoryOf(row, prices));
    for (const factory of factories) demandConsistent(factory);
    this.factories = new Map(factories.map((factory) => [factory.name, factory]));
    if (this.factories.size !== rows.length) throw new Error('Two factories have the same name');
  }

  /** By the exact name, case and blanks included. */
  find(name: string): Factory | undefined {
    return this.factories.get(name);
  }

  list(): readonly Factory[] {
    return [...this.factories.values()];
  }
}

function factoryOf(row: FactoryRow, prices: PriceTable): Factory {
  const unavailableReason = row.unavailable ?? null;
  return Object.freeze({
    name: row.name,
    tags: row.tags,
    rank: row.rank ?? null,
    modelTypes: row.serves,
    baseUrl: row.baseUrl ?? null,
    baseUrlRequired: row.baseUrlRequired ?? false,
    selfDeployed: row.selfDeployed ?? false,
    authKind: row.authKind ?? 'bearer',
    dialect: row.dialect ?? 'openai-compatible',
    available: unavailableReason === null,
    unavailableReason,
    credentialFields: row.credentialFields ?? [apiKey()],
    models: (row.models ?? []).map((model) => catalogModel(row.name, model, prices)),
    probeModels: row.probeModels ?? {},
    openAi: row.openAi ?? {},
  });
}

/** The row decides what there is; the table only adds to it, and nothing when it means something else by the name. */
function catalogModel(factory: string, model: ModelRow, prices: PriceTable): CatalogModel {
  const facts = prices.find(factory, model.name);
  const ofChat = model.type === 'image2text' ? 'chat' : model.type;
  if (facts === null || facts.type !== ofChat) return { ...model, maxOutputTokens: null, price: null, endsOn: null };
  const { contextLength, maxOutputTokens, abilities, price, endsOn } = facts;
  return {
    ...model,
    contextLength: isSpeech(model) ? null : (model.contextLength ?? contextLength),
    abilities: [...new Set([...model.abilities, ...abilities])],
    maxOutputTokens,
    price,
    endsOn,
  };
}

function isSpeech({ type }: ModelRow): boolean {
  return type === 'speech2text' || type === 'tts';
}

function demandConsistent({ name, modelTypes, models }: Factory): void {
  const keys = new Set(models.map((model) => `${model.type} ${model.name}`));
  if (keys.size !== models.length) throw new Error(`${name} lists a model twice`);
  const stray = models.find((model) => !modelTypes.includes(model.type));
  if (stray !== undefined)
    throw new Error(`${name} lists ${stray.name} of type ${stray.type}, which it does not serve`);
}
