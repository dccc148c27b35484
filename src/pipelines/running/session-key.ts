import { BadSessionError } from '../pipeline.errors.js';
import type { PipelineSession } from '../pipeline-runs.js';

const LONGEST_ID = 256;

/** Which session of which pipeline, as rows name it. */
export interface SessionKey {
  tenantId: string;
  pipelineId: string;
  origin: string;
  sessionType: PipelineSession['type'];
  sessionId: string;
}

/** @throws BadSessionError */
export function sessionKey(tenantId: string, pipelineId: string, { origin, type, id }: PipelineSession): SessionKey {
  if (id.length === 0 || id.length > LONGEST_ID) throw new BadSessionError(LONGEST_ID);
  return { tenantId, pipelineId, origin, sessionType: type, sessionId: id };
}

/** In the order of the columns. */
export function sessionValues({ tenantId, pipelineId, origin, sessionType, sessionId }: SessionKey): string[] {
  return [tenantId, pipelineId, origin, sessionType, sessionId];
}
