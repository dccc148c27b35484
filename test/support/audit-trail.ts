import type { DataSource } from 'typeorm';

export interface AuditRow {
  actor: string;
  action: string;
  tenant_id: string | null;
  details: Record<string, unknown>;
}

/** What was written down about a subject, the oldest first. */
export function auditTrail(dataSource: DataSource, subject: string): Promise<AuditRow[]> {
  return dataSource.query<AuditRow[]>(
    'SELECT actor, action, tenant_id, details FROM audit_events WHERE subject = $1 ORDER BY at, id',
    [subject],
  );
}
