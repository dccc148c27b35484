import { Injectable } from '@nestjs/common';
import type { Caller } from '../gateway/exchange.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { ModelCalls } from '../gateway/in-process/model-calls.js';
import { ModelResolver } from '../gateway/resolution/model-resolver.js';
import { BUILTIN } from '../models/model-request-rules.js';
import type { ModelRoute, TenantRoutes } from '../models/routes/tenant-routes.js';
import { TenantRouteSnapshots } from '../models/routes/tenant-route-snapshots.js';
import { toUnitVector } from './search/vectors.js';

export interface EmbeddingCall {
  caller: Caller;
  /** As the base has it. */
  model: string;
  texts: readonly string[];
  purpose: 'query' | 'document';
  signal: AbortSignal;
}

/** The embedding models that a tenant's bases can be made with. */
@Injectable()
export class EmbeddingModels {
  constructor(
    private readonly routes: TenantRouteSnapshots,
    private readonly resolver: ModelResolver,
    private readonly calls: ModelCalls,
  ) {}

  /**
   * What a base is to remember of the model that somebody wants: what they said, or, where they said nothing, the
   * default of today, so that the vectors of one base are of one model.
   * @param wanted a model's id, `name@Factory`, a bare name, an alias, or empty
   * @throws GatewayError when there is no such embedding model
   */
  async choose({ tenantId, allowedModels = null }: Caller, wanted: string): Promise<string> {
    const routes = await this.find(tenantId);
    if (wanted !== '') {
      this.demandAllowed(routes, this.nameIn(routes, wanted), allowedModels);
      return wanted;
    }
    const builtin = routes.models.find(({ type, target }) => type === 'embedding' && target.factory.name === BUILTIN);
    const chosen = routes.defaults.get('embedding') ?? builtin;
    if (!chosen) throw unknown('No default embedding model is set; name one');
    this.demandAllowed(routes, chosen.fullName, allowedModels);
    return chosen.tenantModelId ?? chosen.fullName;
  }

  /** @param model as a base has it. @throws GatewayError when the caller's key may not use it */
  async demandUsable({ tenantId, allowedModels = null }: Caller, model: string): Promise<void> {
    if (allowedModels === null) return;
    const routes = await this.find(tenantId);
    this.demandAllowed(routes, this.nameIn(routes, model), allowedModels);
  }

  /** Unit vectors, one for each text. @throws GatewayError or BadVectorError */
  async embed({ caller, model, texts, purpose, signal }: EmbeddingCall): Promise<Float32Array[]> {
    const name = this.nameIn(await this.find(caller.tenantId), model);
    const { vectors } = await this.calls.embed({ caller, model: name, signal }, { inputs: texts, purpose });
    if (vectors.length !== texts.length) {
      throw new GatewayError(
        502,
        'upstream_error',
        `The model answered ${vectors.length} vectors to ${texts.length} texts`,
      );
    }
    return vectors.map(toUnitVector);
  }

  private demandAllowed(routes: TenantRoutes, name: string, allowed: readonly string[] | null): void {
    this.resolver.demandAllowed(routes, { name, types: ['embedding'], allowed });
  }

  private async find(tenantId: string): Promise<TenantRoutes> {
    const routes = await this.routes.find(tenantId);
    if (!routes) throw unknown('The tenant has gone');
    return routes;
  }

  /** The model in the gateway's words. */
  private nameIn(routes: TenantRoutes, model: string): string {
    const byId = routes.models.find(({ tenantModelId }) => tenantModelId === model.toLowerCase());
    if (byId) return demandEmbedding(byId).fullName;
    this.resolver.resolve(routes, { name: model, types: ['embedding'], allowed: null });
    return model;
  }
}

function demandEmbedding(route: ModelRoute): ModelRoute {
  if (route.type === 'embedding') return route;
  throw unknown(`The model ${route.fullName} is of type ${route.type}; a knowledge base needs embedding`);
}

function unknown(message: string): GatewayError {
  return new GatewayError(400, 'invalid_request_error', message, { param: 'model' });
}
