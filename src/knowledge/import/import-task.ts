import type { NewTask } from '../../tasks/tasks.service.js';

/** The task that tells how far the import of a file is. */
export function taskFor(tenantId: string, fileName: string): NewTask {
  return { tenantId, kind: 'knowledge-operation', name: 'knowledge-store-file', label: `Store file ${fileName}` };
}
