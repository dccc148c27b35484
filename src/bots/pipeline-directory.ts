import type { PipelineSession } from '../pipelines/pipeline-runs.js';

/** A pipeline as a bot knows it. */
export interface NamedPipeline {
  uuid: string;
  name: string;
}

/** What bots need to know of pipelines besides running them; the pipelines' owner implements it. */
export abstract class PipelineDirectory {
  abstract find(tenantId: string, uuid: string): Promise<NamedPipeline | null>;

  /** The names of those that there are, by uuid. */
  abstract namesOf(tenantId: string, uuids: readonly string[]): Promise<ReadonlyMap<string, string>>;

  /** The pipeline that a new bot gets; null when the tenant has none. */
  abstract defaultOf(tenantId: string): Promise<NamedPipeline | null>;

  /** What the pipeline wants people to be told of a run that failed (`exception-handling`); null for nothing. */
  abstract failureText(tenantId: string, uuid: string, error: unknown): Promise<string | null>;

  /** Forgets what was said in a session. @returns whether there was anything */
  abstract forget(tenantId: string, uuid: string, session: PipelineSession): Promise<boolean>;
}
