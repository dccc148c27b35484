import { Injectable } from '@nestjs/common';
import type { ChatEvent, ChatRequest } from '../../providers/calls/chat-call.js';
import type { Caller } from '../exchange.js';

export const RESOURCE_KINDS = ['pipeline', 'bot'] as const;

export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** A resource as `/v1/models` shows it. */
export interface ListedResource {
  name: string;
  createdAt: Date;
}

/** Resources of one kind that chat like a model, under `<kind>:<name>`. They call models on their own account. */
export interface ChatResource {
  readonly kind: ResourceKind;
  list(tenantId: string): Promise<readonly ListedResource[]>;
  /**
   * The answer as it comes; nothing happens before it is read, and it ends when the signal says so.
   * @throws GatewayError naming the model when there is none of that name
   */
  answer(caller: Caller, name: string, request: ChatRequest, signal: AbortSignal): AsyncIterable<ChatEvent>;
}

/** What can be named in place of a model. Modules that have some enter them here when they start. */
@Injectable()
export class ChatResources {
  private readonly byKind = new Map<string, ChatResource>();

  register(resource: ChatResource): void {
    this.byKind.set(resource.kind, resource);
  }

  /** Null for names of models. */
  find(model: string): { resource: ChatResource; name: string } | null {
    const end = model.indexOf(':');
    const resource = end === -1 ? undefined : this.byKind.get(model.slice(0, end));
    return resource ? { resource, name: model.slice(end + 1) } : null;
  }

  /** All of a tenant's, under the names that requests call them by. */
  async list(tenantId: string): Promise<readonly ListedResource[]> {
    const kinds = [...this.byKind.values()].map(async (resource) => {
      const listed = await resource.list(tenantId);
      return listed.map(({ name, createdAt }) => ({ name: `${resource.kind}:${name}`, createdAt }));
    });
    return (await Promise.all(kinds)).flat();
  }
}
