/** What the console's page of usage asks for; of 30 days where nothing else is said. */

export const USAGE_QUERIES = [
  '',
  '?group_by=day',
  '?group_by=hour&from={yesterday}',
  '?group_by=key&sort=-cost&limit=10',
  '?group_by=model',
  '?group_by=user',
  '?group_by=day,model',
  '?key_id={key}&group_by=day',
  '/requests',
  '/requests?key_id={key}',
  '/requests?status=failed',
];

const DAY_MS = 86_400_000;

/** @returns a query as a path, for a key of that tenant: its tenth, if the tenant has more, else its first */
export async function usagePaths({ sql }, tenantId) {
  const [key] = await sql('SELECT id FROM api_keys WHERE tenant_id = $1 ORDER BY created_at DESC, id OFFSET 9 LIMIT 1', [tenantId]); // prettier-ignore
  const yesterday = new Date(Date.now() - DAY_MS).toISOString();
  return (query) => `/api/v1/usage${query.replace('{key}', key.id).replace('{yesterday}', yesterday)}`;
}
