import { Injectable } from '@nestjs/common';
import { BadInputError } from '../../kernel/app-error.js';
import { newUuid } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { AuditService } from '../../audit/audit.service.js';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { Callers } from '../../gateway/in-process/callers.js';
import { Tasks } from '../../tasks/tasks.service.js';
import { BaseRemovals } from '../base-removals.js';
import { EmbeddingModels } from '../embedding-models.js';
import { ImportQueue } from '../import/import-queue.js';
import { KnowledgeFilesRepository } from '../import/knowledge-files.repository.js';
import { badModel } from '../model-failure.js';
import { BaseNotFoundError } from './bases.errors.js';
import { BasesRepository } from './bases.repository.js';
import type { KnowledgeBase } from './knowledge-base.entity.js';

const MOST_BASES = 500;

/** A base to be made. */
export interface NewBase {
  name: string;
  description: string;
  emoji: string | null;
  /** A model's id or name; empty for the default of today. */
  embeddingModel: string;
  topK: number;
}

/** Fields that are absent stay. */
export type BaseChange = Partial<NewBase>;

/** A tenant's knowledge bases. */
@Injectable()
export class BasesService {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly bases: BasesRepository,
    private readonly files: KnowledgeFilesRepository,
    private readonly models: EmbeddingModels,
    private readonly queue: ImportQueue,
    private readonly tasks: Tasks,
    private readonly audit: AuditService,
    private readonly callers: Callers,
    private readonly removals: BaseRemovals,
  ) {}

  /** The oldest first. */
  list(tenantId: string): Promise<KnowledgeBase[]> {
    return this.tenantDb.run(tenantId, (tx) => this.bases.list(tx, tenantId));
  }

  /** @throws BaseNotFoundError */
  get(tenantId: string, id: string): Promise<KnowledgeBase> {
    return this.tenantDb.run(tenantId, (tx) => this.demand(tx, tenantId, id));
  }

  /** @returns its id. @throws BadInputError when there is no such model */
  async create(caller: Principal, base: NewBase): Promise<string> {
    const { tenantId } = caller;
    const embeddingModel = await this.chooseModel(caller, base.embeddingModel);
    const id = newUuid();
    await this.tenantDb.run(tenantId, async (tx) => {
      if ((await this.bases.count(tx, tenantId)) >= MOST_BASES) {
        throw new BadInputError(`A tenant has at most ${MOST_BASES} knowledge bases`);
      }
      await this.bases.insert(tx, { ...base, id, tenantId, embeddingModel });
      await this.record(tx, caller, 'created', id, { name: base.name, embedding_model: embeddingModel });
    });
    return id;
  }

  /** Another model embeds all files anew; until that is done they are found by their words. @throws BaseNotFoundError, BadInputError */
  async update(caller: Principal, id: string, change: BaseChange): Promise<void> {
    const { tenantId } = caller;
    const before = await this.get(tenantId, id);
    const { embeddingModel: wanted = '', ...fields } = change;
    const model = wanted === '' || wanted === before.embeddingModel ? null : await this.chooseModel(caller, wanted);
    await this.tenantDb.run(tenantId, async (tx) => {
      await this.bases.lock(tx, id);
      const { embeddingModel } = await this.demand(tx, tenantId, id);
      const isChanged = model !== null && model !== embeddingModel;
      if (isChanged) {
        // Files before their base, as imports lock them.
        await this.files.queueParsed(tx, tenantId, id);
        await this.bases.changeModel(tx, tenantId, id, model);
      }
      await this.bases.update(tx, tenantId, id, fields);
      await this.record(tx, caller, 'changed', id, {
        fields: Object.keys(fields),
        ...(isChanged ? { embedding_model: model } : {}),
      });
    });
    this.queue.wake();
  }

  /** Nothing of it stays; imports end, and pipelines do without it. @throws BaseNotFoundError */
  async delete(caller: Principal, id: string): Promise<void> {
    const { tenantId } = caller;
    const tasks = await this.tenantDb.run(tenantId, async (tx) => {
      await this.bases.lock(tx, id);
      const { name } = await this.demand(tx, tenantId, id);
      const unfinished = await this.files.lockAll(tx, tenantId, id);
      await this.bases.delete(tx, tenantId, id);
      await this.removals.tell(tx, caller, id);
      await this.record(tx, caller, 'deleted', id, { name });
      return unfinished;
    });
    for (const task of tasks) await this.tasks.finish(tenantId, task, { exception: 'The knowledge base was deleted' });
  }

  private async demand(tx: Tx, tenantId: string, id: string): Promise<KnowledgeBase> {
    const base = await this.bases.find(tx, tenantId, id);
    if (!base) throw new BaseNotFoundError(id);
    return base;
  }

  private async chooseModel(caller: Principal, wanted: string): Promise<string> {
    try {
      return await this.models.choose(this.callers.of(caller), wanted);
    } catch (error) {
      throw badModel('embedding_model_uuid', error);
    }
  }

  private record(tx: Tx, actor: Principal, what: string, id: string, details: Record<string, unknown>): Promise<void> {
    const { tenantId } = actor;
    return this.audit.record(tx, {
      actor,
      action: `knowledge-base.${what}`,
      subject: `knowledge-base:${id}`,
      tenantId,
      details,
    });
  }
}
