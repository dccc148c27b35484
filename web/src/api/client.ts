import createClient from 'openapi-fetch';
import { ApiError } from './api-error.js';
import { chosenTenant } from './chosen-tenant.js';
import type { components, paths } from './schema.js';
import { session } from './session.js';

/** What the server's document calls a thing. */
export type Schemas = components['schemas'];

/** As `fetch`, in the name of whoever is signed in. A token that ended early is renewed once. */
export async function authorizedFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await sendAs(request, await session.bearer());
  if (response.status !== 401 || !session.isOpen) return response;
  const fresh = await session.renew();
  return fresh === null ? response : sendAs(again, fresh);
}

function sendAs(request: Request, token: string | null): Promise<Response> {
  if (token !== null) {
    request.headers.set('authorization', `Bearer ${token}`);
    const tenant = chosenTenant();
    if (tenant !== null) request.headers.set('x-tenant-id', tenant);
  }
  return fetch(request);
}

/** Every operation of the server's document, typed. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: authorizedFetch });

interface Answered {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** Some operations answer with a file as well, where that is asked for. */
type Enveloped<A extends Answered> = Exclude<A['data'], string | undefined> extends { data: infer T } ? T : never;

/** What an answer carries. @throws ApiError for a refusal, TypeError when the server can't be reached */
export async function read<A extends Answered>(call: Promise<A>): Promise<Enveloped<A>> {
  const { data, error, response } = await call;
  if (!response.ok) throw ApiError.from(response.status, error);
  return (data as { data: Enveloped<A> }).data;
}
