import type { ModelType } from '../kernel/model-type.js';
import type { Factory } from '../providers/factory.js';

/** What a client of RAGFlow's surfaces posted to add models: shapes were checked, meanings were not. */
export interface ModelRequest {
  llm_factory: string;
  api_key?: unknown;
  base_url?: string | null;
  api_base?: string | null;
  llm_name?: string | null;
  model_type?: string | null;
  max_tokens?: number | null;
  /** Credential fields of special factories. */
  [field: string]: unknown;
}

/** A request that makes sense: what is to be verified and stored. */
export interface ModelPlan {
  factory: Factory;
  credential: Readonly<Record<string, string>>;
  /** As given; empty for the factory's own. */
  baseUrl: string;
  /** Null: the whole factory. */
  model: PlannedModel | null;
}

export interface PlannedModel {
  /** Bare. */
  name: string;
  type: ModelType;
  maxTokens: number;
}
