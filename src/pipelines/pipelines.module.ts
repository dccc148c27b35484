import { Injectable, Module } from '@nestjs/common';
import { PipelineDirectory, type NamedPipeline } from '../bots/pipeline-directory.js';
import { NotFoundError } from '../kernel/app-error.js';
import { PipelineRuns, type RunEvent, type RunInput } from './pipeline-runs.js';

/** Stands in until there are pipelines: nothing runs. */
@Injectable()
class NoPipelineRuns extends PipelineRuns {
  // eslint-disable-next-line require-yield
  async *run({ pipelineId }: RunInput): AsyncGenerator<RunEvent, void> {
    await Promise.resolve();
    throw new NotFoundError(`Pipeline ${pipelineId} not found`);
  }
}

/** Stands in until there are pipelines: nobody has any. */
@Injectable()
class NoPipelines extends PipelineDirectory {
  find(): Promise<NamedPipeline | null> {
    return Promise.resolve(null);
  }

  namesOf(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map());
  }

  defaultOf(): Promise<NamedPipeline | null> {
    return Promise.resolve(null);
  }

  failureText(): Promise<string | null> {
    return Promise.resolve('The request failed');
  }

  forget(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

/** Pipelines. */
@Module({
  providers: [
    { provide: PipelineRuns, useClass: NoPipelineRuns },
    { provide: PipelineDirectory, useClass: NoPipelines },
  ],
  exports: [PipelineRuns, PipelineDirectory],
})
export class PipelinesModule {}
