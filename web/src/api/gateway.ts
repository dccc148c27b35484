import { queryOptions } from '@tanstack/react-query';
import { ApiError } from './api-error.js';
import { authorizedFetch } from './client.js';

/** A model that the gateway answers for, as `/v1/models` tells. */
export interface GatewayModel {
  /** What to send as `model`. */
  id: string;
  type: 'chat' | 'embedding' | 'rerank' | 'speech2text' | 'image2text' | 'tts';
  owned_by: string;
  context_length: number | null;
}

/** What an answer's head says of how it came about. */
export interface Served {
  model: string | null;
  attempts: number | null;
  /** Milliseconds that the gateway itself took, as the server measured them. */
  overheadMs: number | null;
}

export const gatewayModelsQuery = queryOptions({
  queryKey: ['gateway-models'],
  queryFn: async () => {
    const response = await askGateway('/v1/models');
    return ((await response.json()) as { data: GatewayModel[] }).data;
  },
});

/** A request to the data plane. @throws ApiError with the words of its refusal */
export async function askGateway(path: string, body?: object, signal?: AbortSignal): Promise<Response> {
  const init = body
    ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    : {};
  const response = await authorizedFetch(new Request(path, { ...init, signal: signal ?? null }));
  if (response.ok) return response;
  const refused = (await response.json().catch(() => ({}))) as { error?: { message?: string } };
  throw ApiError.from(response.status, refused.error ?? {});
}

export function servedBy({ headers }: Response): Served {
  const attempts = headers.get('x-latchkey-attempts');
  const overhead = /gateway;[^,]*dur=([\d.]+)/.exec(headers.get('server-timing') ?? '');
  const model = headers.get('x-latchkey-model');
  return {
    model: model === null ? null : decodeURIComponent(model),
    attempts: attempts === null ? null : Number(attempts),
    overheadMs: overhead ? Number(overhead[1]) : null,
  };
}
