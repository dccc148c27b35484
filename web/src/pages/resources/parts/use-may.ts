import { useMe } from '../../../shell/me.js';

interface Rights {
  /** Whether resources may be made, changed and removed. */
  mayEdit: boolean;
  /** Whether models may be asked. */
  mayAsk: boolean;
  isInstanceAdmin: boolean;
}

/** What the one who is signed in may do with resources of the chosen tenant. */
export function useMay(): Rights {
  const { scopes, is_instance_admin } = useMe();
  return {
    mayEdit: scopes.includes('resources:write'),
    mayAsk: scopes.includes('inference'),
    isInstanceAdmin: is_instance_admin,
  };
}
