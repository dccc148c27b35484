import { api, read, type Schemas } from '../../api/client.js';
import { may, type Me } from '../../shell/access.js';
import { usePages, type Rows } from '../../ui/pages-of.js';
import type { KeysSearch } from './keys-search.js';

export type Key = Schemas['ListedApiKeyDto'];

const PAGE = 50;

/** Those that the address asks for, as far as one may see them. */
export function useKeyList(me: Me, search: KeysSearch): Rows<Key> {
  const { search: words, sort, status, scope } = search;
  return usePages<Key>(['keys', search], (cursor) =>
    read(
      api.GET('/api/v1/keys', {
        params: { query: { limit: PAGE, cursor, search: words, sort, status, scope, ...reachOf(me, search) } },
      }),
    ),
  );
}

/** Without a reach, those who manage a tenant are shown its keys, and all others their own. */
function reachOf(me: Me, { whose, user }: KeysSearch): { user_id?: string; all_tenants?: 'true' } {
  const isAll = whose === 'all' && may(me, 'instance-admin');
  const userId = whose === 'mine' ? me.user_id : user;
  return { ...(userId === undefined ? {} : { user_id: userId }), ...(isAll ? { all_tenants: 'true' } : {}) };
}
