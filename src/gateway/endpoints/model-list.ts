import { Injectable } from '@nestjs/common';
import type { ModelType } from '../../kernel/model-type.js';
import type { ModelRoute, TenantRoutes } from '../../models/routes/tenant-routes.js';
import { notFound } from '../resolution/model-resolver.js';
import type { ListedResource } from '../resources/chat-resources.js';

/** A name that can be called, as `/v1/models` shows it. */
export interface ListedModel {
  /** Takes the place of the model's bare name where that would be ambiguous. */
  id: string;
  owner: string;
  type: ModelType;
  contextLength: number | null;
  createdAt: Date;
}

/** Lists what a tenant's clients can name. */
@Injectable()
export class ModelList {
  /** @param allowed what the key may call; null for everything */
  list(routes: TenantRoutes, allowed: readonly string[] | null): readonly ListedModel[] {
    const listed = new Map<string, ListedModel>();
    for (const { name, targets, createdAt } of routes.aliases.values()) {
      const route = targets[0]?.route;
      if (route && isAllowed(allowed, [name])) listed.set(name, listedModel(name, 'alias', { ...route, createdAt }));
    }
    for (const route of routes.models) {
      const id = idOf(routes, route);
      if (listed.has(id) || !isAllowed(allowed, [route.name, route.fullName])) continue;
      listed.set(id, listedModel(id, route.target.factory.name, route));
    }
    return [...listed.values()];
  }

  /** By any name that can be called. @throws GatewayError when there is none */
  find(routes: TenantRoutes, allowed: readonly string[] | null, name: string): ListedModel {
    const listed = this.list(routes, allowed).find(({ id }) => id === name);
    if (listed) return listed;
    const route = routes.models.find((model) => model.fullName === name && isAllowed(allowed, [model.name, name]));
    if (!route) throw notFound(name);
    return listedModel(name, route.target.factory.name, route);
  }
}

/** Pipelines and bots among the models. @param allowed what the key may call; null for everything */
export function listedResources(
  resources: readonly ListedResource[],
  allowed: readonly string[] | null,
): readonly ListedModel[] {
  return resources
    .filter(({ name }) => isAllowed(allowed, [name]))
    .map(({ name, createdAt }) => ({ id: name, owner: 'latchkey', type: 'chat', contextLength: null, createdAt }));
}

/** OpenAI's shape, with what it leaves unsaid besides. */
export function openAiModel({ id, owner, type, contextLength, createdAt }: ListedModel): object {
  const created = Math.floor(createdAt.getTime() / 1000);
  return { id, object: 'model', created, owned_by: owner, type, context_length: contextLength };
}

/** Anthropic's clients know chat models only. */
export function anthropicModel({ id, createdAt }: ListedModel): object {
  return { type: 'model', id, display_name: id, created_at: createdAt.toISOString() };
}

function listedModel(id: string, owner: string, { type, contextLength, createdAt }: ModelRoute): ListedModel {
  return { id, owner, type, contextLength, createdAt };
}

/** The bare name where it means one model; a tenant's own come before shared ones. */
function idOf(routes: TenantRoutes, route: ModelRoute): string {
  const same = routes.byName.get(route.name) ?? [];
  const own = same.filter(({ isShared }) => !isShared);
  const meant = own.length > 0 ? own : same;
  const isOneFactory = meant.every(({ target }) => target.factory.name === route.target.factory.name);
  return isOneFactory && !routes.aliases.has(route.name) ? route.name : route.fullName;
}

function isAllowed(allowed: readonly string[] | null, names: readonly string[]): boolean {
  return allowed === null || names.some((name) => allowed.includes(name));
}
