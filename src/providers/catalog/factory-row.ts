import type { ModelType } from '../../kernel/model-type.js';
import type { AuthKind, ModelRow, CredentialField, OpenAiTwists } from '../factory.js';

/** One factory as the catalog's files write it: what is left out is as most have it. A new vendor is one of these. */
export interface FactoryRow {
  /** RAGFlow's exact name and, for `tags`, its exact string. */
  name: string;
  tags: string;
  rank?: number;
  serves: readonly ModelType[];
  baseUrl?: string;
  baseUrlRequired?: true;
  selfDeployed?: true;
  /** `bearer` unless said. */
  authKind?: AuthKind;
  /** `openai-compatible` unless said. */
  dialect?: string;
  /** Why it can never be called from here. */
  unavailable?: string;
  /** One `api_key` unless said. */
  credentialFields?: readonly CredentialField[];
  openAi?: OpenAiTwists;
  probeModels?: Partial<Record<ModelType, readonly string[]>>;
  models?: readonly ModelRow[];
}
