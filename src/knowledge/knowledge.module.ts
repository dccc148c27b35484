import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { GatewayModule } from '../gateway/gateway.module.js';
import { ModelsModule } from '../models/models.module.js';
import { TasksModule } from '../tasks/tasks.module.js';
import { BaseRemovals } from './base-removals.js';
import { BasesRepository } from './bases/bases.repository.js';
import { BasesService } from './bases/bases.service.js';
import { EmbeddingModels } from './embedding-models.js';
import { FileImport } from './import/file-import.js';
import { ImportJobsRepository } from './import/import-jobs.repository.js';
import { ImportQueue } from './import/import-queue.js';
import { KnowledgeFilesRepository } from './import/knowledge-files.repository.js';
import { KnowledgeFilesService } from './import/knowledge-files.service.js';
import { KnowledgeBasesController } from './knowledge-bases.controller.js';
import { KnowledgeFilesController } from './knowledge-files.controller.js';
import { KnowledgeRetrieval } from './knowledge-retrieval.js';
import { DocumentParser } from './parsing/document-parser.js';
import { Questions } from './questions.service.js';
import { Retrieval } from './retrieval.service.js';
import { ChunksRepository } from './search/chunks.repository.js';
import { ExactScan } from './search/exact-scan.js';
import { Pgvector } from './search/pgvector.js';
import { PgvectorRepository } from './search/pgvector.repository.js';
import { VectorIndex } from './search/vector-index.js';

/** Knowledge bases: files become chunks with vectors, and questions find them. */
@Module({
  imports: [FilesModule, GatewayModule, ModelsModule, TasksModule],
  controllers: [KnowledgeBasesController, KnowledgeFilesController],
  providers: [
    BaseRemovals,
    BasesService,
    BasesRepository,
    KnowledgeFilesService,
    KnowledgeFilesRepository,
    ImportJobsRepository,
    ImportQueue,
    FileImport,
    DocumentParser,
    EmbeddingModels,
    ChunksRepository,
    ExactScan,
    Pgvector,
    PgvectorRepository,
    VectorIndex,
    Questions,
    { provide: KnowledgeRetrieval, useClass: Retrieval },
  ],
  exports: [BaseRemovals, KnowledgeRetrieval],
})
export class KnowledgeModule {}
