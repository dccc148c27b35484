import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import { BUILTIN } from '../model-request-rules.js';
import type { Factory } from '../../providers/factory.js';
import type { ModelRoute } from './tenant-routes.js';

/** The models of the embedding server that the operator set up for everybody. */
@Injectable()
export class BuiltinModels {
  private readonly routes: readonly ModelRoute[];

  constructor(config: AppConfig, catalog: FactoryCatalog) {
    const server = config.builtinEmbedding;
    const factory = builtinFactory(catalog);
    this.routes =
      server && factory
        ? server.models.map((name) => ({
            tenantModelId: null,
            credentialId: BUILTIN,
            circuit: BUILTIN,
            isShared: false,
            name,
            fullName: `${name}@${BUILTIN}`,
            upstreamModel: name,
            type: 'embedding' as const,
            contextLength: null,
            maxOutputTokens: null,
            price: null,
            target: { factory, baseUrl: server.url, credential: {} },
            extraBody: {},
            timeouts: null,
            createdAt: new Date(0),
          }))
        : [];
  }

  list(): readonly ModelRoute[] {
    return this.routes;
  }
}

/** The server speaks as any OpenAI-compatible one does; in the catalog the factory cannot be called, since nobody can add it. */
function builtinFactory(catalog: FactoryCatalog): Factory | null {
  const compatible = catalog.find('OpenAI-API-Compatible');
  return compatible ? { ...compatible, name: BUILTIN } : null;
}
