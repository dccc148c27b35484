import { Injectable } from '@nestjs/common';
import { CHAT_TYPES } from '../gateway/endpoints/chat-protocol.js';
import { Callers } from '../gateway/in-process/callers.js';
import { ModelResolver } from '../gateway/resolution/model-resolver.js';
import type { Principal } from '../kernel/principal.js';
import { TenantRouteSnapshots } from '../models/routes/tenant-route-snapshots.js';
import type { PipelineConfig } from './pipeline.entity.js';
import { runRefusal } from './run-refusal.js';
import { ModelTurn } from './running/model-turn.js';
import { readRunSettings } from './settings/run-settings.js';

/** Which models pipelines use: a pipeline answers on nobody's key, so who makes one must be allowed all of them. */
@Injectable()
export class PipelineModels {
  constructor(
    private readonly callers: Callers,
    private readonly routes: TenantRouteSnapshots,
    private readonly resolver: ModelResolver,
    private readonly turns: ModelTurn,
  ) {}

  /** @throws ForbiddenError for a model that the caller's key may not use */
  async demandAllowed(principal: Principal, config: PipelineConfig): Promise<void> {
    const { tenantId, allowedModels: allowed = null } = this.callers.of(principal);
    const routes = allowed === null ? null : await this.routes.find(tenantId);
    if (!routes) return;
    const { models, rerank } = readRunSettings(config);
    try {
      // The default is named by whoever sets it, not here.
      for (const name of await this.turns.nameModels(
        tenantId,
        models.filter((model) => model !== ''),
      ))
        this.resolver.demandAllowed(routes, { name, types: CHAT_TYPES, allowed });
      if (rerank) this.resolver.demandAllowed(routes, { name: rerank.model, types: ['rerank'], allowed });
    } catch (error) {
      throw runRefusal(error);
    }
  }
}
