import { Injectable } from '@nestjs/common';
import { BadInputError } from '../kernel/app-error.js';
import { MODEL_TYPES, parseModelType, type ModelType } from '../kernel/model-type.js';
import type { Factory } from '../providers/factory.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { parseOutboundUrl } from '../providers/outbound/outbound-url.js';
import { readRequestCredential } from './credential-rules.js';
import { bareName } from './model-id.js';
import type { ModelPlan, ModelRequest, PlannedModel } from './model-request.js';
import { FactoryNotAllowedError, FactoryUnavailableError } from './models.errors.js';

/** What RAGFlow assumes of a model that nobody says more about. */
export const DEFAULT_MAX_TOKENS = 8192;

/** Always there by configuration, never added or removed. */
export const BUILTIN = 'Builtin';

/** Always added whole: RAGFlow ignores the model that a request names. */
const ALWAYS_WHOLE = 'Tencent Hunyuan';

const UNSERVED: Readonly<Record<ModelType, string>> = {
  chat: 'Chat model',
  embedding: 'Embedding model',
  rerank: 'Re-rank model',
  image2text: 'Image to text model',
  speech2text: 'Speech model',
  tts: 'TTS model',
};

/** Turns a request into a plan, or says what is wrong with it: the first thing in RAGFlow's order, in its words. */
@Injectable()
export class ModelRequestRules {
  constructor(private readonly catalog: FactoryCatalog) {}

  /** @throws FactoryNotAllowedError also for Builtin */
  findFactory(name: string): Factory {
    const factory = name === BUILTIN ? undefined : this.catalog.find(name);
    if (!factory) throw new FactoryNotAllowedError(name);
    return factory;
  }

  /** @throws BadInputError */
  plan(request: ModelRequest): ModelPlan {
    const factory = this.findFactory(request.llm_factory);
    const model = factory.name === ALWAYS_WHOLE ? null : readModel(request, factory.name);
    const credential = readRequestCredential(factory, request, model?.type ?? null);
    if (model && !factory.modelTypes.includes(model.type)) {
      throw new BadInputError(`${UNSERVED[model.type]} from ${factory.name} is not supported yet.`);
    }
    const baseUrl = readBaseUrl(request, factory, credential);
    if (!model && factory.models.length === 0 && !factory.selfDeployed) {
      throw new BadInputError(`llm_name and model_type are required for ${factory.name}`);
    }
    if (!factory.available) throw new FactoryUnavailableError(factory.unavailableReason ?? '');
    return { factory, credential, baseUrl, model };
  }
}

function readModel(
  { llm_name: name, model_type: type, max_tokens: maxTokens }: ModelRequest,
  factory: string,
): PlannedModel | null {
  const isTypeGiven = type !== undefined && type !== null;
  if (name === '' || ((name === undefined || name === null) && isTypeGiven)) {
    throw new BadInputError('llm_name is required when adding an individual model');
  }
  if (name === undefined || name === null) return null;
  if (name.trim() === '') {
    throw new BadInputError('llm_name is required and cannot be empty for individual model addition');
  }
  if (!isTypeGiven || type === '') throw new BadInputError('model_type is required when adding an individual model');
  const parsed = parseModelType(type);
  if (!parsed) throw new BadInputError(`model_type must be one of: ${MODEL_TYPES.join(', ')}`);
  return { name: bareName(name.trim(), factory), type: parsed, maxTokens: maxTokens ?? DEFAULT_MAX_TOKENS };
}

function readBaseUrl(request: ModelRequest, factory: Factory, credential: Readonly<Record<string, string>>): string {
  const given = request.base_url?.trim() || (request.api_base?.trim() ?? '');
  if (given === '' && factory.baseUrlRequired) {
    throw new BadInputError(
      factory.selfDeployed && !credential['api_key']
        ? 'api_base is required for local/self-hosted models when api_key is not provided'
        : `base_url is required for ${factory.name}`,
    );
  }
  if (given !== '' && !parseOutboundUrl(given)) throw new BadInputError(`Invalid base_url: ${withoutSecrets(given)}`);
  return given;
}

function withoutSecrets(url: string): string {
  return url.replace(/\/\/.*@/s, '//***@').replace(/\?.*$/s, '?***');
}
