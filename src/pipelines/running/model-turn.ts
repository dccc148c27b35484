import { Injectable } from '@nestjs/common';
import type { Caller } from '../../gateway/exchange.js';
import { gatewayFailure } from '../../gateway/gateway-failure.js';
import { ModelCalls } from '../../gateway/in-process/model-calls.js';
import { TenantRouteSnapshots } from '../../models/routes/tenant-route-snapshots.js';
import type { ChatRequest } from '../../providers/calls/chat-call.js';
import type { RunEvent } from '../pipeline-runs.js';
import { Answer } from './answer.js';
import type { LiveRun } from './live-run.js';

/** Which models a run may ask. */
export interface Candidates {
  caller: Caller;
  /** As clients name them, the one to ask first in front. */
  models: readonly string[];
  removesThinking: boolean;
}

export interface Answered {
  answer: Answer;
  /** Those that are left: the one that answered in front. */
  models: readonly string[];
}

/** Asks a pipeline's model, and those that stand by. */
@Injectable()
export class ModelTurn {
  constructor(
    private readonly calls: ModelCalls,
    private readonly routes: TenantRouteSnapshots,
  ) {}

  /** LangBot's clients name models by their uuids; those become names that requests know. */
  async nameModels(tenantId: string, models: readonly string[]): Promise<readonly string[]> {
    const routes = await this.routes.find(tenantId);
    const names = new Map(routes?.models.map(({ tenantModelId, fullName }) => [tenantModelId, fullName]));
    return models.map((model) => names.get(model) ?? model);
  }

  /**
   * @param mayFallBack nothing was said in this run yet; once something is, no other model is asked
   * @throws GatewayError when none answers
   */
  async *run(
    run: LiveRun,
    { caller, models, removesThinking }: Candidates,
    request: Omit<ChatRequest, 'model'>,
    mayFallBack: boolean,
  ): AsyncGenerator<RunEvent, Answered> {
    for (const [index, model] of models.entries()) {
      const answer = new Answer(removesThinking);
      let isSilent = mayFallBack;
      try {
        for await (const event of this.calls.chat({ caller, model, signal: run.signal }, request)) {
          if (event.kind === 'opened') {
            run.model = event.model;
            continue;
          }
          for (const shown of answer.take(event)) {
            isSilent = false;
            yield shown;
          }
          if (event.kind === 'end') run.count(event.usage);
        }
        return { answer, models: models.slice(index) };
      } catch (error) {
        if (!isSilent || run.signal.aborted || index === models.length - 1) throw gatewayFailure(error);
      }
    }
    throw new Error('A pipeline names no model');
  }
}
