import { Injectable } from '@nestjs/common';
import { BadInputError, NotFoundError } from '../../kernel/app-error.js';
import { newUuid } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { newFileKey, splitName } from '../../files/file-name.js';
import { FilesService } from '../../files/files.service.js';
import { Callers } from '../../gateway/in-process/callers.js';
import { Tasks } from '../../tasks/tasks.service.js';
import { BaseNotFoundError } from '../bases/bases.errors.js';
import { BasesRepository } from '../bases/bases.repository.js';
import type { KnowledgeBase } from '../bases/knowledge-base.entity.js';
import { EmbeddingModels } from '../embedding-models.js';
import { managementFailure } from '../model-failure.js';
import { isBundle } from '../parsing/document-kind.js';
import { DocumentParser } from '../parsing/document-parser.js';
import type { BundledFile } from '../parsing/parse-message.js';
import { UnreadableFileError } from '../parsing/unreadable-file.error.js';
import { ImportQueue } from './import-queue.js';
import { taskFor } from './import-task.js';
import type { KnowledgeFile } from './knowledge-file.entity.js';
import { KnowledgeFilesRepository } from './knowledge-files.repository.js';

const MOST_FILES = 10_000;
const MOST_WAITING_BYTES = 1024 * 1024 * 1024;

/** The files of a tenant's bases: added, imported anew after a failure, removed. */
@Injectable()
export class KnowledgeFilesService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly bases: BasesRepository,
    private readonly files: KnowledgeFilesRepository,
    private readonly uploads: FilesService,
    private readonly parser: DocumentParser,
    private readonly queue: ImportQueue,
    private readonly tasks: Tasks,
    private readonly audit: AuditService,
    private readonly models: EmbeddingModels,
    private readonly callers: Callers,
  ) {}

  /** The oldest first. @throws BaseNotFoundError */
  list(tenantId: string, baseId: string): Promise<KnowledgeFile[]> {
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.demandBase(tx, tenantId, baseId);
      return this.files.list(tx, tenantId, baseId);
    });
  }

  /**
   * Begins the import of an upload; of an archive, that of each member. An upload that the base has already is not
   * imported twice: what failed of it is begun anew.
   * @returns the task of the (first) file
   * @throws BaseNotFoundError; ForbiddenError for a base whose model the caller's key may not use; BadInputError when there is no such upload, or its archive can't be read
   */
  async add(caller: Principal, baseId: string, fileId: string): Promise<number> {
    const { tenantId } = caller;
    const { upload, embeddingModel } = await this.tenantDb.run(tenantId, async (tx) => ({
      embeddingModel: (await this.demandBase(tx, tenantId, baseId)).embeddingModel,
      upload: await this.uploads.findDocument(tx, tenantId, fileId),
    }));
    await this.demandModel(caller, embeddingModel);
    const found = upload ? await this.unpacked(fileId, upload.content) : [];
    const task = await this.tenantDb.run(tenantId, async (tx) => {
      // Before or after the base's removal, never while it goes on: an import of a file that it does not know of would
      // hold the file and wait for the base.
      await this.bases.lock(tx, baseId);
      await this.demandBase(tx, tenantId, baseId);
      const isOurs = upload !== null && (await this.uploads.removeDocument(tx, tenantId, fileId));
      return isOurs ? this.begin(tx, caller, baseId, fileId, found) : this.beginAnew(tx, tenantId, baseId, fileId);
    });
    this.queue.wake();
    return task;
  }

  /** Its chunks go too, and its import ends. @throws NotFoundError */
  async delete(caller: Principal, baseId: string, id: string): Promise<void> {
    const { tenantId } = caller;
    const file = await this.tenantDb.run(tenantId, async (tx) => {
      const found = await this.files.findForUpdate(tx, tenantId, baseId, id);
      if (!found) throw new NotFoundError(`File ${id} not found`);
      await this.files.delete(tx, tenantId, id);
      await this.bases.countRemoval(tx, tenantId, baseId);
      await this.record(tx, caller, 'deleted', baseId, { file: id, name: found.fileName });
      return found;
    });
    if (file.queuedAt) await this.tasks.finish(tenantId, file.taskId, { exception: 'The file was deleted' });
  }

  private async unpacked(fileId: string, content: Buffer): Promise<BundledFile[]> {
    if (!isBundle(splitName(fileId).extension, content)) return [{ name: fileId, content }];
    try {
      const members = await this.parser.members(content);
      if (members.length > 0) return members.map((member) => ({ ...member, name: newFileKey(member.name) }));
      throw badFileId('file_id names an archive without a file that can be imported');
    } catch (error) {
      throw error instanceof UnreadableFileError ? badFileId(`file_id: ${error.message}`) : error;
    }
  }

  private async begin(
    tx: Tx,
    caller: Principal,
    baseId: string,
    sourceKey: string,
    found: readonly BundledFile[],
  ): Promise<number> {
    const { tenantId, userId, keyId = null } = caller;
    await this.demandRoom(tx, tenantId, baseId, found);
    const tasks: number[] = [];
    for (const { name, content } of found) {
      const taskId = await this.tasks.create(tx, taskFor(tenantId, name));
      const { extension } = splitName(name);
      const file = { id: newUuid(), tenantId, baseId, sourceKey, fileName: name, extension, taskId, userId, keyId };
      await this.files.insert(tx, file, content);
      tasks.push(taskId);
    }
    await this.record(tx, caller, 'added', baseId, { names: found.map(({ name }) => name) });
    return tasks[0] ?? 0;
  }

  private async beginAnew(tx: Tx, tenantId: string, baseId: string, sourceKey: string): Promise<number> {
    const files = await this.files.listOfSource(tx, tenantId, baseId, sourceKey);
    const [first] = files;
    if (!first) throw badFileId('file_id names no uploaded document');
    let taskId = first.taskId;
    for (const file of files.filter(({ status }) => status === 'failed')) {
      const task = await this.tasks.create(tx, taskFor(tenantId, file.fileName));
      await this.files.retry(tx, file, task);
      if (file === first) taskId = task;
    }
    return taskId;
  }

  private async demandRoom(tx: Tx, tenantId: string, baseId: string, found: readonly BundledFile[]): Promise<void> {
    if ((await this.files.count(tx, tenantId, baseId)) + found.length > MOST_FILES) {
      throw new BadInputError(`A knowledge base holds at most ${MOST_FILES} files`);
    }
    const bytes = found.reduce((sum, { content }) => sum + content.length, 0);
    if ((await this.files.sumContents(tx, tenantId)) + bytes > MOST_WAITING_BYTES) {
      throw new BadInputError('Files that wait for their import take 1 GiB already; wait, or delete those that failed');
    }
  }

  private async demandBase(tx: Tx, tenantId: string, id: string): Promise<KnowledgeBase> {
    const base = await this.bases.find(tx, tenantId, id);
    if (!base) throw new BaseNotFoundError(id);
    return base;
  }

  /** What imports call later, they call on nobody's key. */
  private async demandModel(caller: Principal, model: string): Promise<void> {
    try {
      await this.models.demandUsable(this.callers.of(caller), model);
    } catch (error) {
      throw managementFailure(error);
    }
  }

  private record(
    tx: Tx,
    actor: Principal,
    what: string,
    baseId: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const { tenantId } = actor;
    const subject = `knowledge-base:${baseId}`;
    return this.audit.record(tx, { actor, action: `knowledge-file.${what}`, subject, tenantId, details });
  }
}

function badFileId(message: string): BadInputError {
  return BadInputError.inField('file_id', 'upload', message);
}
