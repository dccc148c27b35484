import { api, read, type Schemas } from '../../../api/client.js';
import type { Tone } from '../../../ui/StatusBadge.js';

export type Run = Schemas['PipelineRunDto'];

export const RUN_TONES: Record<Run['status'], Tone> = {
  running: 'neutral',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'neutral',
  interrupted: 'warning',
};

export function readRuns(uuid: string, limit: number, cursor?: string): Promise<Schemas['PipelineRunPageDto']> {
  return read(api.GET('/api/v1/pipelines/{uuid}/runs', { params: { path: { uuid }, query: { limit, cursor } } }));
}

/** Seconds that a run took; null while it goes on. */
export function secondsOf({ started_at, finished_at }: Run): number | null {
  return finished_at === null ? null : (Date.parse(finished_at) - Date.parse(started_at)) / 1000;
}
