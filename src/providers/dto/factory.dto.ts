import type { ModelType } from '../../kernel/model-type.js';
import type { Factory } from '../factory.js';
import { CredentialFieldDto } from './credential-field.dto.js';

/** A kind of provider that can be connected. */
export class FactoryDto {
  /** The exact name, as RAGFlow has it; case counts. */
  name: string;
  /** RAGFlow's tags of the factory. */
  tags: string[];
  /** The model types the vendor serves. */
  model_types: ModelType[];
  /** Where it is called unless a base URL is given; null when there is no such place. */
  base_url: string | null;
  /** Whether a base URL must be given. */
  base_url_required: boolean;
  /** Whether it runs at the user's own place: the key is optional then, and adding it is not verified. */
  self_deployed: boolean;
  /** The protocol it is spoken to in. */
  dialect: string;
  /** Whether this version can call it. */
  available: boolean;
  /** Why it can't; null when it can. */
  unavailable_reason: string | null;
  /** What its credential consists of. */
  credential_fields: CredentialFieldDto[];
  /** How many models come with adding the whole factory. */
  model_count: number;

  static from(factory: Factory): FactoryDto {
    return Object.assign(new FactoryDto(), factoryFields(factory));
  }
}

/** The fields of a factory that its short and its full record share. */
export function factoryFields(factory: Factory): FactoryDto {
  return {
    name: factory.name,
    tags: factory.tags.split(',').map((tag) => tag.trim()),
    model_types: [...factory.modelTypes],
    base_url: factory.baseUrl,
    base_url_required: factory.baseUrlRequired,
    self_deployed: factory.selfDeployed,
    dialect: factory.dialect,
    available: factory.available,
    unavailable_reason: factory.unavailableReason,
    credential_fields: factory.credentialFields.map((field) => CredentialFieldDto.from(field)),
    model_count: factory.models.length,
  };
}
