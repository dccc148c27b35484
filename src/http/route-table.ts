import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, Reflector, type DiscoveryService } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { AUTH_METADATA, type AuthDeclaration } from './auth.decorator.js';
import { RAW_BODY_METADATA } from './raw-body.decorator.js';

/** What every route, Nest's or raw, carries in its Fastify `config`. */
export interface RouteFacts {
  auth?: AuthDeclaration;
  operationId?: string;
  /** The body is not parsed. */
  isRaw?: boolean;
}

export interface Route extends RouteFacts {
  method: string;
  /** As Fastify knows it, with `:parameters`. */
  path: string;
}

/** Every route that the server answers, as Fastify registered it. Tests and documentation read this table. */
export class RouteTable {
  private readonly entries: Route[] = [];
  private readonly publicPrefixes: string[] = [];

  /** Starts collecting; to be called before the first route is registered. */
  collect(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (options: RouteOptions) => {
      const facts = { ...this.declaredFor(options.url), ...options.config };
      for (const method of [options.method].flat()) this.entries.push({ ...facts, method, path: options.url });
    });
  }

  /** Enters a route that Fastify does not know of. */
  enter(route: Route): void {
    this.entries.push(route);
  }

  /** Declares routes that a library registers, and that can't carry a `config` of ours. */
  declarePublic(prefix: string): void {
    this.publicPrefixes.push(prefix);
  }

  list(): readonly Route[] {
    return this.entries;
  }

  private declaredFor(path: string): RouteFacts {
    return this.publicPrefixes.some((prefix) => path.startsWith(prefix)) ? { auth: 'public' } : {};
  }
}

/** `AdminUsersController`, `createApiKey` → `adminUsersCreateApiKey`. */
export function operationIdOf(controllerName: string, methodName: string): string {
  const resource = controllerName.replace(/Controller$/, '');
  return (
    resource.charAt(0).toLowerCase() + resource.slice(1) + methodName.charAt(0).toUpperCase() + methodName.slice(1)
  );
}

/** Copies what decorators say of Nest's routes into their Fastify `config`, where raw routes carry it too. */
export function stampNestRoutes(discovery: DiscoveryService): void {
  for (const { prototype, name, facts } of nestRoutes(discovery)) {
    RouteConfig(facts)(prototype, name, Object.getOwnPropertyDescriptor(prototype, name) ?? {});
  }
}

/** Who may call each of Nest's routes, by operation id. */
export function declaredAuth(discovery: DiscoveryService): ReadonlyMap<string, AuthDeclaration> {
  return new Map(
    nestRoutes(discovery).flatMap(({ facts: { operationId, auth } }) => (auth ? [[operationId, auth] as const] : [])),
  );
}

interface NestRoute {
  prototype: Record<string, object>;
  name: string;
  facts: RouteFacts & { operationId: string };
}

function nestRoutes(discovery: DiscoveryService): NestRoute[] {
  const scanner = new MetadataScanner();
  const reflector = new Reflector();
  return discovery.getControllers().flatMap(({ metatype }) => {
    const controller = metatype as Type<object>;
    const prototype = controller.prototype as Record<string, object>;
    const handlers = scanner
      .getAllMethodNames(prototype)
      .map((name) => ({ name, handler: prototype[name] as () => unknown }))
      .filter(({ handler }) => Reflect.getMetadata(METHOD_METADATA, handler) !== undefined);
    return handlers.map(({ name, handler }) => {
      const auth = reflector.getAllAndOverride<AuthDeclaration | undefined>(AUTH_METADATA, [handler, controller]);
      const isRaw = reflector.get<boolean | undefined>(RAW_BODY_METADATA, handler) ?? false;
      const operationId = operationIdOf(controller.name, name);
      return { prototype, name, facts: { operationId, isRaw, ...(auth ? { auth } : {}) } };
    });
  });
}
