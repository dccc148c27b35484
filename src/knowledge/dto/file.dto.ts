import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { zonelessTime } from '../../kernel/zoneless-time.js';
import type { KnowledgeFile, KnowledgeFileStatus } from '../import/knowledge-file.entity.js';

/** An upload that is to be imported. */
export class AddFileDto {
  /**
   * Of an upload to `POST /api/v1/files/documents`. The upload itself is gone then. One that failed is begun anew.
   * @example handbook_1a2b3c4d.pdf
   */
  @IsNotEmpty({ message: 'File ID is required' })
  @IsString()
  @MaxLength(300)
  file_id: string;
}

export class ImportBegunDto {
  /** Tells at `GET /api/v1/system/tasks/{id}` how far it is; of an archive, that of its first file. @example 0 */
  task_id: number;
}

/** A file of a knowledge base. */
export class KnowledgeFileDto {
  /** @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a10 */
  uuid: string;

  /** The base. @example 01936f1e-6f7a-7c3e-9b1a-4d2f8c7e5a11 */
  kb_id: string;

  /** The upload's `file_id`; of an archive's member a name made alike. @example handbook_1a2b3c4d.pdf */
  file_name: string;

  /** @example pdf */
  extension: string;

  /** In bytes. @example 48213 */
  size: number;

  /** @example completed */
  status: KnowledgeFileStatus;

  /** Why it failed; null when it did not. */
  error: string | null;

  /** The task that tells, or told, how far it is. @example 0 */
  task_id: number;

  /** In UTC. @example 2026-11-24T09:00:00 */
  created_at: string;

  static from(file: KnowledgeFile): KnowledgeFileDto {
    return Object.assign(new KnowledgeFileDto(), {
      uuid: file.id,
      kb_id: file.baseId,
      file_name: file.fileName,
      extension: file.extension,
      size: file.size,
      status: file.status,
      error: file.error,
      task_id: file.taskId,
      created_at: zonelessTime(file.createdAt),
    } satisfies KnowledgeFileDto);
  }
}

export class KnowledgeFileListDto {
  files: KnowledgeFileDto[];
}
