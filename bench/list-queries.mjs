/** What the console's list of keys asks for. */

export const KEY_LISTS = [
  '',
  'sort=created_at',
  'sort=name',
  'sort=-name',
  'sort=last_used_at',
  'sort=-last_used_at',
  'search=key',
  'search=service 499',
  'search={rare}',
  'search=nothingatall',
  'search=zq',
  'sort=name&search={rare}',
  'status=active',
  'status=paused',
  'status=expired',
  'scope=admin',
  'user_id={user}',
  'limit=200',
];

/** @returns a query of {@link KEY_LISTS} as a path, for a key and a user that are there */
export async function keyListPaths({ sql, people: { many } }) {
  const [rare] = await sql('SELECT substr(name, 5, 12) AS text FROM api_keys WHERE tenant_id = $1 LIMIT 1', [many.id]);
  const fill = (query) => encodeURI(query.replace('{rare}', rare.text).replace('{user}', many.id));
  return (query) => `/api/v1/keys?${fill(query)}`;
}
