import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { TenantDb } from '../../database/tenant-db.js';
import type { Tx } from '../../database/transactions.js';
import { GatewayError } from '../../gateway/gateway-error.js';
import { Tasks } from '../../tasks/tasks.service.js';
import { EmbeddingModels } from '../embedding-models.js';
import { DocumentParser } from '../parsing/document-parser.js';
import { UnreadableFileError } from '../parsing/unreadable-file.error.js';
import { ChunksRepository, type ChunkVector, type TextOfChunk } from '../search/chunks.repository.js';
import { VectorIndex } from '../search/vector-index.js';
import { BadVectorError } from '../search/vectors.js';
import { ImportJobsRepository, type ImportJob, type JobBase } from './import-jobs.repository.js';

/** Providers take 2048 texts at most, some of them 32. */
const BATCH = 32;
/** Between tries of a model that is busy, in seconds, unless the provider says. */
const PAUSES_S = [1, 3, 10, 30] as const;
const LONGEST_PAUSE_S = 60;

/** The file was deleted or is somebody else's now: whoever worked on it stops, and says nothing. */
export class ImportLostError extends Error {}

/** A failure of the file or of its model; the message is for the file's owner. */
export class ImportFailedError extends Error {}

/**
 * Imports one file: its bytes become chunks, the chunks get vectors. Each step is one transaction that demands the lease;
 * whoever goes on after a stop finds what is left to do.
 */
@Injectable()
export class FileImport {
  constructor(
    private readonly tenantDb: TenantDb,
    private readonly jobs: ImportJobsRepository,
    private readonly chunks: ChunksRepository,
    private readonly index: VectorIndex,
    private readonly parser: DocumentParser,
    private readonly models: EmbeddingModels,
    private readonly tasks: Tasks,
  ) {}

  /** @returns how many chunks the file has. @throws ImportLostError, ImportFailedError, or what the signal says */
  async run(job: ImportJob, signal: AbortSignal): Promise<number> {
    if (!job.isParsed) await this.parse(job, signal);
    for (;;) {
      const base = await this.tenantDb.run(job.tenantId, (tx) => this.jobs.findBase(tx, job.tenantId, job.baseId));
      if (!base) throw new ImportLostError();
      const total = await this.embedAll(job, base, signal);
      // Null: the base has another model since.
      if (total !== null) return total;
    }
  }

  private async parse(job: ImportJob, signal: AbortSignal): Promise<void> {
    const { tenantId } = job;
    await this.tasks.report(tenantId, job.taskId, { currentAction: 'parsing', logLine: `Parsing ${job.fileName}` });
    const content = await this.tenantDb.run(tenantId, (tx) => this.jobs.findContent(tx, tenantId, job.id));
    if (content === null) throw new ImportLostError();
    const texts = await this.parser.chunks(job.extension, content, signal).catch((error: unknown) => {
      throw error instanceof UnreadableFileError ? new ImportFailedError(error.message, { cause: error }) : error;
    });
    await this.held(job, async (tx) => {
      await this.chunks.insert(tx, job, texts);
      await this.jobs.markParsed(tx, job);
    });
  }

  /** @returns how many chunks there are; null when the base's model was changed meanwhile */
  private async embedAll(job: ImportJob, base: JobBase, signal: AbortSignal): Promise<number | null> {
    const { tenantId } = job;
    const version = base.embeddingVersion;
    const { all, embedded } = await this.tenantDb.run(tenantId, (tx) =>
      this.chunks.count(tx, tenantId, job.id, version),
    );
    for (let done = embedded; ;) {
      await this.tasks.report(tenantId, job.taskId, {
        currentAction: 'embedding',
        logLine: `${done} of ${all} chunks embedded`,
        metadata: { file_id: job.id, chunks: all, embedded: done },
      });
      const batch = await this.tenantDb.run(tenantId, (tx) =>
        this.chunks.listUnembedded(tx, tenantId, job.id, version, BATCH),
      );
      if (batch.length === 0) return all;
      if (!(await this.embed(job, base, batch, signal))) return null;
      done += batch.length;
    }
  }

  /** @returns false when the base's model was changed meanwhile */
  private async embed(
    job: ImportJob,
    base: JobBase,
    batch: readonly TextOfChunk[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const { tenantId, baseId } = job;
    const vectors = await this.vectorsOf(job, base, batch, signal);
    return this.held(job, async (tx) => {
      const length = vectors[0]?.vector.length ?? 0;
      const dimension = await this.chunks.addVectors(tx, tenantId, baseId, base.embeddingVersion, vectors);
      if (dimension === null) return false;
      const odd = vectors.find(({ vector }) => vector.length !== dimension);
      if (odd)
        throw new ImportFailedError(
          `The model makes vectors of ${length} numbers; those of the base have ${dimension}`,
        );
      await this.index.add(tx, { tenantId, id: baseId }, base.embeddingVersion, vectors);
      return true;
    });
  }

  private async vectorsOf(
    job: ImportJob,
    { embeddingModel: model }: JobBase,
    batch: readonly TextOfChunk[],
    signal: AbortSignal,
  ): Promise<ChunkVector[]> {
    const caller = { tenantId: job.tenantId, userId: job.userId, ...(job.keyId === null ? {} : { keyId: job.keyId }) };
    const texts = batch.map(({ text }) => text);
    for (let attempt = 0; ; attempt++) {
      try {
        const vectors = await this.models.embed({ caller, model, texts, purpose: 'document', signal });
        return batch.map(({ id }, index) => ({ id, vector: vectors[index] ?? new Float32Array() }));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof GatewayError || error instanceof BadVectorError)) throw error;
        const seconds = PAUSES_S[attempt];
        if (!isPassing(error) || seconds === undefined) throw new ImportFailedError(error.message, { cause: error });
        await pause(1000 * Math.min(error.retryAfterSeconds ?? seconds, LONGEST_PAUSE_S), undefined, { signal });
      }
    }
  }

  /** @throws ImportLostError when the file is not ours any more */
  private held<T>(job: ImportJob, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.tenantDb.run(job.tenantId, async (tx) => {
      if (!(await this.jobs.hold(tx, job))) throw new ImportLostError();
      return work(tx);
    });
  }
}

/** Limits on rates and overload pass; a whole import is not to be lost to them. */
function isPassing(error: GatewayError | BadVectorError): error is GatewayError {
  return error instanceof GatewayError && (error.status === 429 || error.status === 503);
}
