import { Injectable } from '@nestjs/common';
import { PipelinesService } from './pipelines.service.js';
import { messageOfFailure } from './run-refusal.js';
import { readRunSettings, type FailureSettings } from './settings/run-settings.js';

/** What somebody who asked is told when the run failed: `output.misc` of the pipeline. Null for nothing. */
export function failureReply({ handling, hint }: FailureSettings, error: unknown): string | null {
  if (handling === 'hide') return null;
  return handling === 'show-error' ? messageOfFailure(error) : hint;
}

/** For whoever answers people in the name of a pipeline. */
@Injectable()
export class PipelineFailureReplies {
  constructor(private readonly pipelines: PipelinesService) {}

  /** @returns null where nothing is to be said @throws PipelineNotFoundError */
  async find(tenantId: string, pipelineId: string, error: unknown): Promise<string | null> {
    const { config } = await this.pipelines.get(tenantId, pipelineId);
    return failureReply(readRunSettings(config).failure, error);
  }
}
