import { Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Principal } from '../kernel/principal.js';
import { Callers } from '../gateway/in-process/callers.js';
import { BasesService } from './bases/bases.service.js';
import { KnowledgeRetrieval, type RetrievedChunk } from './knowledge-retrieval.js';
import { managementFailure } from './model-failure.js';

export interface Question {
  text: string;
  /** Null for as many as the base usually answers. */
  topK: number | null;
  /** Null for none. */
  rerankModel: string | null;
}

/** Questions of people to one base. */
@Injectable()
export class Questions {
  constructor(
    private readonly bases: BasesService,
    private readonly retrieval: KnowledgeRetrieval,
    private readonly callers: Callers,
  ) {}

  /**
   * The best first.
   * @param request whoever leaves it no longer waits
   * @throws BaseNotFoundError, or an AppError of the model
   */
  async ask(
    principal: Principal,
    baseId: string,
    { text, topK, rerankModel }: Question,
    request: IncomingMessage,
  ): Promise<readonly RetrievedChunk[]> {
    const base = await this.bases.get(principal.tenantId, baseId);
    const left = new AbortController();
    const leave = (): void => left.abort();
    request.socket.once('close', leave);
    const wanted = topK ?? base.topK;
    try {
      const { chunks } = await this.retrieval.retrieve({
        caller: this.callers.of(principal),
        baseIds: [baseId],
        query: text,
        topK: wanted,
        ...(rerankModel === null ? {} : { rerank: { model: rerankModel, topN: wanted } }),
        signal: left.signal,
      });
      return chunks;
    } catch (error) {
      throw managementFailure(error);
    } finally {
      request.socket.off('close', leave);
    }
  }
}
