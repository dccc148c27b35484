import { Injectable } from '@nestjs/common';
import type { ModelType } from '../../kernel/model-type.js';
import { bareName, parseModelId } from '../../models/model-id.js';
import type { AliasRoute, ModelRoute, TenantRoutes } from '../../models/routes/tenant-routes.js';
import { FactoryCatalog } from '../../providers/factory-catalog.js';
import { badRequest, GatewayError } from '../gateway-error.js';
import { shuffled, weightedOrder } from './choice.js';

/** The word for a tenant's default of the type that the endpoint is for. */
const DEFAULT_MODEL = 'default';

/** What a request asks for. */
export interface Wanted {
  /** As the client wrote it; empty for the default. */
  name: string;
  /** Those that the endpoint can be answered by, the usual one first. */
  types: readonly [ModelType, ...ModelType[]];
  /** What the key may call; null for everything. */
  allowed: readonly string[] | null;
}

/** Finds the models that can answer a request, the one to ask first in front. */
@Injectable()
export class ModelResolver {
  private readonly isFactory: (name: string) => boolean;

  constructor(catalog: FactoryCatalog) {
    this.isFactory = (name) => catalog.find(name) !== undefined;
  }

  /** @throws GatewayError naming the model, when there is none, several are meant, or the key may not call it */
  resolve(routes: TenantRoutes, wanted: Wanted): readonly ModelRoute[] {
    const alias = routes.aliases.get(wanted.name);
    if (alias) return this.ofAlias(alias, wanted);
    const candidates = this.named(routes, wanted);
    if (wanted.allowed === null) return candidates;
    const allowed = candidates.filter((route) => mayCall(wanted, route));
    if (allowed.length > 0) return allowed;
    throw notAllowed(wanted.name);
  }

  /**
   * For what is kept and used later: nothing that the name leads to may lie outside of what the key is held to.
   * @throws GatewayError naming the model; also for one that does not exist yet
   */
  demandAllowed(routes: TenantRoutes, wanted: Wanted): void {
    const { name, allowed } = wanted;
    if (allowed === null || allowed.includes(name)) return;
    if (!this.all(routes, wanted).every((route) => mayCall(wanted, route))) throw notAllowed(name);
  }

  private all(routes: TenantRoutes, wanted: Wanted): readonly ModelRoute[] {
    try {
      return this.resolve(routes, { ...wanted, allowed: null });
    } catch {
      throw notAllowed(wanted.name);
    }
  }

  private ofAlias(alias: AliasRoute, wanted: Wanted): readonly ModelRoute[] {
    const isNamed = wanted.allowed === null || wanted.allowed.includes(alias.name);
    const targets = alias.targets.filter(({ route }) => isNamed || mayCall(wanted, route));
    const [first] = targets;
    if (!first) throw notFound(wanted.name);
    if (!wanted.types.includes(first.route.type)) throw wrongType(wanted, first.route.type);
    const ordered = alias.strategy === 'weighted' ? weightedOrder(targets) : targets;
    return ordered.map(({ route }) => route);
  }

  private named(routes: TenantRoutes, wanted: Wanted): readonly ModelRoute[] {
    if (wanted.name === '' || wanted.name === DEFAULT_MODEL) return defaultOf(routes, wanted.types);
    const { name, factory } = parseModelId(wanted.name, this.isFactory);
    const found =
      routes.byName.get(name) ?? (factory === null ? undefined : routes.byName.get(bareName(name, factory)));
    if (!found) throw notFound(wanted.name);
    const [only] = found;
    if (found.length === 1 && only && factory === null && only.type === wanted.types[0]) return found;
    const named = found.filter((route) => factory === null || route.target.factory.name === factory);
    const [any] = named;
    if (!any) throw notFound(wanted.name);
    const type = wanted.types.find((each) => named.some((route) => route.type === each));
    if (type === undefined) throw wrongType(wanted, any.type);
    return oneFactory(
      wanted.name,
      named.filter((route) => route.type === type),
    );
  }
}

/** A tenant's own come before shared ones; of several credentials of one factory none is preferred. */
function oneFactory(name: string, routes: readonly ModelRoute[]): readonly ModelRoute[] {
  if (routes.length === 1) return routes;
  const own = routes.filter(({ isShared }) => !isShared);
  const meant = own.length > 0 ? own : routes;
  const factories = new Set(meant.map(({ target }) => target.factory.name));
  if (factories.size > 1) throw ambiguous(name, meant);
  const others = own.length > 0 ? routes.filter((route) => route.isShared && isSameFactory(route, own[0])) : [];
  return [...shuffled(meant), ...shuffled(others)];
}

function isSameFactory(one: ModelRoute, other: ModelRoute | undefined): boolean {
  return one.target.factory.name === other?.target.factory.name;
}

function defaultOf(routes: TenantRoutes, types: Wanted['types']): readonly ModelRoute[] {
  const route = routes.defaults.get(types[0]);
  if (route) return [route];
  throw new GatewayError(404, 'invalid_request_error', `No default ${types[0]} model is set; name a model`, {
    code: 'model_not_found',
    param: 'model',
  });
}

function mayCall({ allowed, name }: Wanted, route: ModelRoute): boolean {
  if (allowed === null) return true;
  return allowed.includes(route.name) || allowed.includes(route.fullName) || (name !== '' && allowed.includes(name));
}

export function notAllowed(name: string): GatewayError {
  return new GatewayError(403, 'permission_error', `The API key may not use the model ${quoted(name)}`, {
    code: 'model_not_allowed',
    param: 'model',
  });
}

/** In OpenAI's words and status, which its clients know as `NotFoundError`. */
export function notFound(name: string): GatewayError {
  const message = `The model ${quoted(name)} does not exist or you do not have access to it.`;
  return new GatewayError(404, 'invalid_request_error', message, { code: 'model_not_found', param: 'model' });
}

/** Not a 409, which OpenAI's clients try again. */
function ambiguous(name: string, routes: readonly ModelRoute[]): GatewayError {
  const choices = [...new Set(routes.map(({ fullName }) => fullName))].join(', ');
  return badRequest(`The model ${quoted(name)} is ambiguous; name one of: ${choices}`, 'model', 'model_ambiguous');
}

function wrongType({ name, types }: Wanted, type: ModelType): GatewayError {
  const message = `The model ${quoted(name)} is of type ${type}; this endpoint needs ${types.join(' or ')}`;
  return badRequest(message, 'model', 'model_type_mismatch');
}

function quoted(name: string): string {
  return `\`${name.length > 200 ? `${name.slice(0, 200)}…` : name}\``;
}
