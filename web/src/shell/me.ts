import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.js';
import { chooseTenant, chosenTenant } from '../api/chosen-tenant.js';
import { api, read, type Schemas } from '../api/client.js';
import type { Me } from './access.js';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    try {
      return await read(api.GET('/api/v1/auth/me'));
    } catch (error) {
      // Of the tenant that was chosen here one may be a member no more, or somebody else has signed in.
      if (chosenTenant() !== null && error instanceof ApiError && error.status === 403) chooseTenant(null);
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Who is signed in; inside the shell only. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export const tenantsQuery = queryOptions({
  queryKey: ['my-tenants'],
  queryFn: () => read(api.GET('/api/v1/tenants')),
  staleTime: 60_000,
});

/** The tenants that one may act for; empty until they are known. */
export function useMyTenants(): Schemas['TenantDto'][] {
  return useQuery(tenantsQuery).data ?? [];
}
