import { Module } from '@nestjs/common';
import { KnowledgeRetrieval } from './knowledge-retrieval.js';

const NONE: KnowledgeRetrieval = { retrieve: () => Promise.resolve([]) };

/** Knowledge bases; there are none yet. */
@Module({ providers: [{ provide: KnowledgeRetrieval, useValue: NONE }], exports: [KnowledgeRetrieval] })
export class KnowledgeModule {}
