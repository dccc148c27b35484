import { isDeepStrictEqual } from 'node:util';
import { BadInputError } from '../../kernel/app-error.js';
import type { ModelType } from '../../kernel/model-type.js';
import type { Factory } from '../../providers/factory.js';
import type { LangBotModel, TenantModel } from '../tenant-model.entity.js';
import type { ProviderChange, ProviderValues } from './provider-changes.js';
import type { StoredProvider } from './provider-store.js';

/** What a client says of a model itself. */
export interface ModelFields {
  name: string;
  description: string;
  abilities: readonly string[];
  extraArgs: Readonly<Record<string, unknown>>;
  /** Null from LangBot's second generation on. */
  requesterConfig: Readonly<Record<string, unknown>> | null;
  ranking: number;
  contextLength: number | null;
}

/** The provider of a new model: one that there is, or what it has to be. */
export type ProviderChoice = { id: string } | { values: ProviderValues };

export interface NewModel {
  fields: ModelFields;
  provider: ProviderChoice;
}

/** What is absent stays. */
export interface ModelChange {
  fields: Partial<ModelFields>;
  /** Another provider; what is said of it besides is left alone then. */
  providerId?: string;
  provider: Omit<ProviderChange, 'label'>;
}

/** A model with its provider, whichever surface made them. */
export interface ModelOfProvider {
  model: TenantModel;
  fields: ModelFields;
  provider: StoredProvider;
}

/** RAGFlow's catalog has its own word for one. */
const ABILITY_WORDS: Readonly<Record<string, string>> = { tools: 'func_call' };

/** A model in LangBot's terms; those of the other surfaces have the abilities that the catalog knows of. */
export function modelOf(model: TenantModel, provider: StoredProvider): ModelOfProvider {
  const { langbot, name, type, maxTokens: contextLength } = model;
  const requesterConfig = configOf(langbot?.requesterConfig ?? null, provider);
  if (langbot) return { model, provider, fields: { ...langbot, name, requesterConfig } };
  const abilities = type === 'chat' || type === 'image2text' ? knownAbilities(provider.factory, model) : [];
  const fields = { name, description: '', abilities, extraArgs: {}, requesterConfig, ranking: 0, contextLength };
  return { model, provider, fields };
}

/** The object as it was posted, but with the address that the provider has by now. */
function configOf(posted: ModelFields['requesterConfig'], { credential, address }: StoredProvider) {
  if (posted === null) return address === '' ? {} : { base_url: address };
  return credential.baseUrl === '' ? posted : { ...posted, base_url: credential.baseUrl };
}

function knownAbilities(factory: Factory | undefined, { name, type }: TenantModel): string[] {
  const known = factory?.models.find((model) => model.name === name && model.type === type)?.abilities ?? [];
  return abilityWords(type, known);
}

/** What an LLM can do, as LangBot's clients say it; those that describe pictures see them, whoever says so. */
export function abilityWords(type: ModelType, known: readonly string[]): string[] {
  const least = type === 'image2text' ? ['chat', 'vision'] : ['chat'];
  return [...new Set([...least, ...known.map((ability) => ABILITY_WORDS[ability] ?? ability)])];
}

/** The columns that hold what a client said. */
export function columnsOf({ name, ...langbot }: ModelFields): Pick<TenantModel, 'name' | 'upstreamModel' | 'langbot'> {
  return { name, upstreamModel: upstreamOf(name, langbot.requesterConfig), langbot: langbot satisfies LangBotModel };
}

/** LangBot's own clients send the name upstream; its guide puts the model into `requester_config`. */
export function upstreamOf(name: string, config: ModelFields['requesterConfig']): string {
  const model = config?.['model'];
  return typeof model === 'string' && model.trim() !== '' ? model.trim() : name;
}

/**
 * A model of another surface may be sent back as it was read, but not changed, since that surface's rules hold for it.
 * @throws BadInputError
 */
export function demandUnchanged(current: ModelFields, change: Partial<ModelFields>): void {
  const differs = ([name, value]: [string, unknown]) => !isDeepStrictEqual(value, current[name as keyof ModelFields]);
  const differing = Object.entries(change).find(differs);
  if (!differing) return;
  throw new BadInputError(
    'This model was not made on this surface: only its api_keys can be changed here, or it can be deleted',
  );
}
