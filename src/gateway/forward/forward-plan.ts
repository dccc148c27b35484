import { Injectable } from '@nestjs/common';
import type { ModelRoute } from '../../models/routes/tenant-routes.js';
import { AdapterRegistry } from '../../providers/adapter-registry.js';
import { requestStart } from '../../providers/wire/request-start.js';
import type { PassThroughCall, PassThroughEndpoint } from '../../providers/pass-through.js';

/** How bytes reach one model's endpoint; the same for every request while the route is. */
export interface ForwardPlan extends Omit<PassThroughCall, 'url' | 'headers'> {
  origin: string;
  path: string;
  /** All of the request's head, flat. */
  headers: string[];
  /** The head as it is sent, up to what each request has of its own; null for a credential that cannot be sent in one. */
  start: string | null;
  /** Sent unless the client says something else. */
  extraFields: Readonly<Record<string, unknown>>;
  /** Nothing is to be changed in a body that names the model as the provider does. */
  isPlain: boolean;
}

const ALWAYS = ['content-type', 'application/json', 'accept-encoding', 'identity', 'user-agent', 'latchkey'];

/** Knows which models take a client's bytes as they are, and keeps how. */
@Injectable()
export class ForwardPlans {
  private readonly known = new WeakMap<ModelRoute, Map<PassThroughEndpoint, ForwardPlan | null>>();

  constructor(private readonly adapters: AdapterRegistry) {}

  /** Null where the request has to be translated. */
  find(route: ModelRoute, endpoint: PassThroughEndpoint): ForwardPlan | null {
    let plans = this.known.get(route);
    if (!plans) this.known.set(route, (plans = new Map<PassThroughEndpoint, ForwardPlan | null>()));
    let plan = plans.get(endpoint);
    if (plan === undefined) plans.set(endpoint, (plan = this.make(route, endpoint)));
    return plan;
  }

  private make({ target, upstreamModel, extraBody }: ModelRoute, endpoint: PassThroughEndpoint): ForwardPlan | null {
    const call = this.adapters.find(target.factory)?.passThrough?.[endpoint]?.(target, upstreamModel);
    if (!call) return null;
    const { url, headers, model, fields, renames, usageMustBeAsked } = call;
    const to = new URL(url);
    const all = [...ALWAYS, ...Object.entries(headers).flat()];
    return {
      origin: to.origin,
      path: to.pathname + to.search,
      headers: all,
      start: requestStart(to, all),
      model,
      fields,
      extraFields: extraBody,
      renames,
      isPlain: [fields, extraBody, renames].every((members) => Object.keys(members).length === 0),
      usageMustBeAsked,
    };
  }
}
