import { Injectable, type OnModuleInit } from '@nestjs/common';
import { newUuid } from '../kernel/ids.js';
import type { Principal } from '../kernel/principal.js';
import { AuditService, type Actor } from '../audit/audit.service.js';
import { TenantDb } from '../database/tenant-db.js';
import type { Tx } from '../database/transactions.js';
import type { Pipeline, PipelineConfig, PipelineExtensions } from './pipeline.entity.js';
import { BaseRemovals } from '../knowledge/base-removals.js';
import { PipelineModels } from './pipeline-models.js';
import { PipelineNotFoundError, TooManyPipelinesError } from './pipeline.errors.js';
import { PipelinesRepository, type PipelineOrder } from './pipelines.repository.js';
import { demandConfig, withDefaults } from './settings/pipeline-config.js';

/** A pipeline to be made. */
export interface NewPipeline {
  name: string;
  description: string;
  emoji: string;
  config: PipelineConfig;
}

const MOST_PIPELINES = 500;
const LONGEST_NAME = 255;
/** LangBot's name for the one that a new instance has. */
const DEFAULT: NewPipeline = { name: 'ChatPipeline', description: 'Default pipeline', emoji: '⚙️', config: {} };
const EVERYTHING: PipelineExtensions = {
  plugins: [],
  enableAllPlugins: true,
  mcpServers: [],
  enableAllMcpServers: true,
};
const COPY_MARK = ' (Copy)';

/** A tenant's pipelines. */
@Injectable()
export class PipelinesService implements OnModuleInit {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly pipelines: PipelinesRepository,
    private readonly audit: AuditService,
    private readonly models: PipelineModels,
    private readonly baseRemovals: BaseRemovals,
  ) {}

  onModuleInit(): void {
    this.baseRemovals.listen((tx, caller, baseId) => this.forgetBase(tx, caller, baseId));
  }

  list(tenantId: string, order: PipelineOrder): Promise<Pipeline[]> {
    return this.tenantDb.run(tenantId, (tx) => this.pipelines.list(tx, tenantId, order));
  }

  /** @throws PipelineNotFoundError */
  get(tenantId: string, id: string): Promise<Pipeline> {
    return this.tenantDb.run(tenantId, (tx) => this.find(tx, tenantId, id));
  }

  /** The default pipeline of a tenant, made now where there is no pipeline at all. */
  getDefault(tenantId: string): Promise<Pipeline> {
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.pipelines.lock(tx, tenantId);
      const found = await this.pipelines.findDefault(tx, tenantId);
      return found ?? this.find(tx, tenantId, await this.insert(tx, tenantId, 'system', DEFAULT, EVERYTHING));
    });
  }

  /** A tenant's first one is its default. @throws BadInputError, ForbiddenError for its models, TooManyPipelinesError */
  async create(caller: Principal, pipeline: NewPipeline): Promise<string> {
    const { tenantId } = caller;
    demandConfig(pipeline.config);
    await this.models.demandAllowed(caller, pipeline.config);
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.pipelines.lock(tx, tenantId);
      return this.insert(tx, tenantId, caller, pipeline, EVERYTHING);
    });
  }

  /** @throws PipelineNotFoundError, ForbiddenError for its models, TooManyPipelinesError */
  async copy(caller: Principal, id: string): Promise<string> {
    const { tenantId } = caller;
    await this.demandUsable(caller, id);
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.pipelines.lock(tx, tenantId);
      const { name, description, config, extensions } = await this.find(tx, tenantId, id);
      const copied = name.slice(0, LONGEST_NAME - COPY_MARK.length) + COPY_MARK;
      return this.insert(tx, tenantId, caller, { name: copied, description, emoji: '', config }, extensions);
    });
  }

  /** @throws PipelineNotFoundError, ForbiddenError for a pipeline whose models the caller's key may not all use */
  async demandUsable(caller: Principal, id: string): Promise<void> {
    await this.models.demandAllowed(caller, (await this.get(caller.tenantId, id)).config);
  }

  /** What is absent stays. @throws PipelineNotFoundError, BadInputError, ForbiddenError for its models */
  async update(caller: Principal, id: string, change: Partial<NewPipeline>): Promise<void> {
    if (change.config) {
      demandConfig(change.config);
      await this.models.demandAllowed(caller, change.config);
    }
    return this.change(caller, id, change);
  }

  setExtensions(caller: Principal, id: string, extensions: PipelineExtensions): Promise<void> {
    return this.change(caller, id, { extensions });
  }

  /** With its runs and sessions. Of a default's siblings the oldest becomes the default. @throws PipelineNotFoundError */
  delete(caller: Principal, id: string): Promise<void> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.pipelines.lock(tx, tenantId);
      const { name } = await this.find(tx, tenantId, id);
      await this.pipelines.delete(tx, tenantId, id);
      await this.pipelines.appointDefault(tx, tenantId);
      await this.record(tx, tenantId, caller, 'pipeline.removed', id, { name });
    });
  }

  private async forgetBase(tx: Tx, caller: Principal, baseId: string): Promise<void> {
    const { tenantId } = caller;
    for (const id of await this.pipelines.forgetBase(tx, tenantId, baseId))
      await this.record(tx, tenantId, caller, 'pipeline.changed', id, { fields: ['config'], removed_base: baseId });
  }

  private change(
    caller: Principal,
    id: string,
    columns: Partial<NewPipeline> & { extensions?: PipelineExtensions },
  ): Promise<void> {
    const { tenantId } = caller;
    return this.tenantDb.run(tenantId, async (tx) => {
      await this.find(tx, tenantId, id);
      if (Object.keys(columns).length === 0) return;
      await this.pipelines.update(tx, tenantId, id, columns);
      await this.record(tx, tenantId, caller, 'pipeline.changed', id, { fields: Object.keys(columns) });
    });
  }

  private async insert(
    tx: Tx,
    tenantId: string,
    actor: Actor,
    { config, ...pipeline }: NewPipeline,
    extensions: PipelineExtensions,
  ): Promise<string> {
    const present = await this.pipelines.count(tx, tenantId);
    if (present >= MOST_PIPELINES) throw new TooManyPipelinesError(MOST_PIPELINES);
    const id = newUuid();
    const row = { id, tenantId, ...pipeline, config: withDefaults(config), extensions, isDefault: present === 0 };
    await this.pipelines.insert(tx, row);
    await this.record(tx, tenantId, actor, 'pipeline.saved', id, { name: pipeline.name });
    return id;
  }

  private async find(tx: Tx, tenantId: string, id: string): Promise<Pipeline> {
    const pipeline = await this.pipelines.find(tx, tenantId, id);
    if (!pipeline) throw new PipelineNotFoundError(id);
    return pipeline;
  }

  private record(
    tx: Tx,
    tenantId: string,
    actor: Actor,
    action: string,
    id: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(tx, { actor, action, subject: `pipeline:${id}`, tenantId, details });
  }
}
