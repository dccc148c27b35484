import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { TenantDb } from '../database/tenant-db.js';
import type { Caller } from '../gateway/exchange.js';
import { badRequest } from '../gateway/gateway-error.js';
import { notFound } from '../gateway/resolution/model-resolver.js';
import { ChatResources, type ChatResource, type ListedResource } from '../gateway/resources/chat-resources.js';
import type { ChatEvent, ChatRequest } from '../providers/calls/chat-call.js';
import { PipelineRuns } from './pipeline-runs.js';
import { PipelinesRepository } from './pipelines.repository.js';

/** Pipelines in place of a model: `pipeline:<name>`, or `pipeline:<uuid>` where several have that name. */
@Injectable()
export class PipelineChatResource implements ChatResource, OnModuleInit {
  readonly kind = 'pipeline';

  constructor(
    private readonly resources: ChatResources,
    private readonly tenantDb: TenantDb,
    private readonly pipelines: PipelinesRepository,
    private readonly runs: PipelineRuns,
  ) {}

  onModuleInit(): void {
    this.resources.register(this);
  }

  async list(tenantId: string): Promise<readonly ListedResource[]> {
    const pipelines = await this.tenantDb.run(tenantId, (tx) => this.pipelines.listNames(tx, tenantId));
    const times = new Map<string, number>();
    for (const { name } of pipelines) times.set(name, (times.get(name) ?? 0) + 1);
    return pipelines.map(({ id, name, createdAt }) => ({ name: times.get(name) === 1 ? name : id, createdAt }));
  }

  /** The client's messages are the whole history; they come after the pipeline's own prompt. */
  async *answer(
    caller: Caller,
    name: string,
    request: ChatRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ChatEvent, void> {
    const { model: _model, messages, tools, toolChoice: _toolChoice, ...options } = request;
    if (tools && tools.length > 0) {
      throw badRequest('tools can not be given: a pipeline has its own', 'tools', 'unsupported_parameter');
    }
    const pipelineId = await this.resolve(caller.tenantId, name);
    const session = { origin: 'v1', type: 'person' as const, id: caller.keyId ?? caller.userId };
    const input = { pipelineId, caller, session, messages, history: 'given' as const, options, signal };
    for await (const event of this.runs.run(input)) {
      if (event.kind === 'text' || event.kind === 'reasoning') yield event;
      else if (event.kind === 'end') yield { kind: 'end', finishReason: event.finishReason, usage: event.usage };
    }
  }

  private async resolve(tenantId: string, name: string): Promise<string> {
    const found = await this.tenantDb.run(tenantId, async (tx) => {
      const byId = isUUID(name) ? await this.pipelines.find(tx, tenantId, name) : null;
      return byId ? [byId] : this.pipelines.findNamed(tx, tenantId, name);
    });
    const [one, another] = found;
    if (!one) throw notFound(`${this.kind}:${name}`);
    if (!another) return one.id;
    const message = `Several pipelines are named \`${name}\`; name one by its id, as ${this.kind}:${one.id}`;
    throw badRequest(message, 'model', 'model_ambiguous');
  }
}
