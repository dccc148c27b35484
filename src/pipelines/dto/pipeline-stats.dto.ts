/** How busy a tenant's pipelines are. */
export class PipelineStatsDto {
  /** Sessions that asked something in the last hour. */
  active_session_count: number;

  /** Sessions whose history is kept. */
  conversation_count: number;

  /** Runs of pipelines, failed ones too, of which a record is kept. */
  query_count: number;
}
