import { IsIn, IsOptional } from 'class-validator';
import { MODEL_KINDS, type ModelKind } from '../../models/langbot/model-kind.js';
import type { ScannedModel } from '../../models/langbot/model-scan.js';

export class ScanQueryDto {
  /** Only models of this kind. */
  @IsOptional()
  @IsIn(MODEL_KINDS, { message: `type must be one of: ${MODEL_KINDS.join(', ')}` })
  type?: ModelKind;
}

/** A model that the provider lists. */
export class ScannedModelDto {
  /** @example gpt-4o-mini */
  id: string;

  name: string;

  type: ModelKind;

  abilities: string[];

  display_name: string;

  description: string;

  context_length: number | null;

  owned_by: string;

  input_modalities: string[];

  output_modalities: string[];

  /** Whether it is among the tenant's models of this provider. */
  already_added: boolean;

  static from({ name, kind, abilities, contextLength, seesPictures, isAdded }: ScannedModel): ScannedModelDto {
    return Object.assign(new ScannedModelDto(), {
      id: name,
      name,
      type: kind,
      abilities: [...abilities],
      display_name: name,
      description: '',
      context_length: contextLength,
      owned_by: '',
      input_modalities: seesPictures ? ['text', 'image'] : ['text'],
      output_modalities: kind === 'llm' ? ['text'] : [],
      already_added: isAdded,
    });
  }
}

export class ScannedModelsDto {
  models: ScannedModelDto[];

  /** LangBot tells here how it asked; always empty. */
  debug: Record<string, unknown>;
}
