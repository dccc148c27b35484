import { ApiError } from '../../../api/api-error.js';
import { api, authorizedFetch, read } from '../../../api/client.js';

export const EXTENSIONS = ['txt', 'md', 'html', 'csv', 'pdf', 'docx', 'zip'] as const;
export const MOST_BYTES = 10 * 1024 * 1024;

/** Why a file can't be taken, before it travels; null when it can. */
export function whyNot({ name, size }: File): 'type' | 'size' | 'empty' | null {
  const extension = name.split('.').at(-1)?.toLowerCase();
  if (!EXTENSIONS.some((known) => known === extension)) return 'type';
  if (size > MOST_BYTES) return 'size';
  return size === 0 ? 'empty' : null;
}

/** Uploads a document and begins its import, which goes on after that. @throws ApiError */
export async function importFile(uuid: string, file: File): Promise<void> {
  const form = new FormData();
  form.append('file', file);
  const response = await authorizedFetch(new Request('/api/v1/files/documents', { method: 'POST', body: form }));
  const answer = (await response.json().catch(() => null)) as { data?: { file_id: string } } | null;
  if (!response.ok || !answer?.data) throw ApiError.from(response.status, answer);
  const body = { file_id: answer.data.file_id };
  await read(api.POST('/api/v1/knowledge/bases/{uuid}/files', { params: { path: { uuid } }, body }));
}
