import { zonelessTime } from '../../kernel/zoneless-time.js';
import type { KnowledgeBase } from '../bases/knowledge-base.entity.js';

/** Files that can be asked. */
export class KnowledgeBaseDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  uuid: string;

  /** @example Handbook */
  name: string;

  /** @example "What new colleagues ask" */
  description: string;

  /** @example "📚" */
  emoji: string | null;

  /** A model's `uuid`, or a name: as it was given, or what was the default then. */
  embedding_model_uuid: string;

  /** How many chunks an answer holds unless the question says. @example 5 */
  top_k: number;

  /** In UTC. @example 2026-11-24T09:00:00 */
  created_at: string;

  /** In UTC. @example 2026-11-24T09:00:00 */
  updated_at: string;

  static from(base: KnowledgeBase): KnowledgeBaseDto {
    return Object.assign(new KnowledgeBaseDto(), {
      uuid: base.id,
      name: base.name,
      description: base.description,
      emoji: base.emoji,
      embedding_model_uuid: base.embeddingModel,
      top_k: base.topK,
      created_at: zonelessTime(base.createdAt),
      updated_at: zonelessTime(base.updatedAt),
    } satisfies KnowledgeBaseDto);
  }
}

export class KnowledgeBaseListDto {
  bases: KnowledgeBaseDto[];
}

export class OneKnowledgeBaseDto {
  base: KnowledgeBaseDto;
}

export class CreatedBaseDto {
  /** Of the new base. @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  uuid: string;
}

/** Empty. */
export class NothingDto {}
