import { Injectable } from '@nestjs/common';
import { TenantDb } from '../database/tenant-db.js';
import type { Principal } from '../kernel/principal.js';
import { PipelineNotFoundError } from './pipeline.errors.js';
import type { PipelineSession } from './pipeline-runs.js';
import { PipelinesRepository } from './pipelines.repository.js';
import { PipelinesService } from './pipelines.service.js';
import { messageOfFailure } from './run-refusal.js';
import { Conversations } from './running/conversations.js';
import { sessionKey } from './running/session-key.js';
import { readRunSettings, type FailureSettings } from './settings/run-settings.js';

/** A pipeline as others know it. */
export interface NamedPipeline {
  uuid: string;
  name: string;
}

/** What somebody who asked is told when the run failed: `output.misc` of the pipeline. Null for nothing. */
export function failureReply({ handling, hint }: FailureSettings, error: unknown): string | null {
  if (handling === 'hide') return null;
  return handling === 'show-error' ? messageOfFailure(error) : hint;
}

/** What bots, who answer people in the name of pipelines, need to know of them besides running them. */
@Injectable()
export class PipelineDirectory {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly repository: PipelinesRepository,
    private readonly pipelines: PipelinesService,
    private readonly conversations: Conversations,
  ) {}

  async find(tenantId: string, uuid: string): Promise<NamedPipeline | null> {
    const names = await this.namesOf(tenantId, [uuid]);
    const name = names.get(uuid);
    return name === undefined ? null : { uuid, name };
  }

  /** @throws ForbiddenError for a pipeline whose models the caller's key may not all use */
  demandUsable(caller: Principal, uuid: string): Promise<void> {
    return this.pipelines.demandUsable(caller, uuid);
  }

  /** The names of those that there are, by uuid. */
  async namesOf(tenantId: string, uuids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (uuids.length === 0) return new Map();
    const found = await this.tenantDb.run(tenantId, (tx) => this.repository.listNamesOf(tx, tenantId, uuids));
    return new Map(found.map(({ id, name }) => [id, name]));
  }

  /** The pipeline that a new bot gets; a tenant that has none gets its first one. */
  async defaultOf(tenantId: string): Promise<NamedPipeline> {
    const { id, name } = await this.pipelines.getDefault(tenantId);
    return { uuid: id, name };
  }

  /** What the pipeline wants people to be told of a run that failed; null for nothing, and where it is gone. */
  async failureText(tenantId: string, uuid: string, error: unknown): Promise<string | null> {
    try {
      const { config } = await this.pipelines.get(tenantId, uuid);
      return failureReply(readRunSettings(config).failure, error);
    } catch (failure) {
      if (failure instanceof PipelineNotFoundError) return null;
      throw failure;
    }
  }

  /** Forgets what was said in a session. @returns whether there was anything */
  forget(tenantId: string, uuid: string, session: PipelineSession): Promise<boolean> {
    return this.conversations.reset(sessionKey(tenantId, uuid, session));
  }
}
