import type { ModelType } from '../../kernel/model-type.js';
import type { Snapshot } from '../../database/snapshot-cache.js';
import type { PriceList } from '../../providers/prices/price-list.js';
import type { ProviderTarget } from '../../providers/provider-adapter.js';
import type { CallTimeouts } from '../call-timeouts.js';

/** A model that a tenant can call now, its own or a shared one, with all that the call takes. */
export interface ModelRoute {
  /** Null for a built-in model, which has no row. */
  readonly tenantModelId: string | null;
  readonly credentialId: string;
  /** What fails together: the health of a provider is kept by it. A credential that was changed is judged anew. */
  readonly circuit: string;
  readonly isShared: boolean;
  readonly name: string;
  /** `name@Factory`. */
  readonly fullName: string;
  readonly upstreamModel: string;
  readonly type: ModelType;
  readonly contextLength: number | null;
  /** Tokens of an answer at most; null when nobody says. */
  readonly maxOutputTokens: number | null;
  /** Null when nobody knows what it costs. */
  readonly price: PriceList | null;
  readonly target: ProviderTarget;
  /** What LangBot's clients want in the body of every call. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  readonly timeouts: CallTimeouts | null;
  readonly createdAt: Date;
}

/** A name that stands for several models, tried in order, or chosen by weight. */
export interface AliasRoute {
  readonly name: string;
  readonly strategy: 'ordered' | 'weighted';
  /** Those that can be called; weights are positive. */
  readonly targets: readonly { readonly route: ModelRoute; readonly weight: number }[];
  readonly createdAt: Date;
}

/** Everything that a tenant's requests can name, as the data plane judges them. */
export interface TenantRoutes extends Snapshot {
  readonly tenantId: string;
  /** Own ones first, in the order in which they are shown. */
  readonly models: readonly ModelRoute[];
  readonly byName: ReadonlyMap<string, readonly ModelRoute[]>;
  readonly aliases: ReadonlyMap<string, AliasRoute>;
  readonly defaults: ReadonlyMap<ModelType, ModelRoute>;
}
