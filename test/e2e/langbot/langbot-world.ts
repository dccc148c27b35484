import type { Response } from 'supertest';
import { RetCode } from '../../../src/kernel/ret-code.js';
import type { Actor } from '../../support/actors.js';
import type { TestApp } from '../../support/test-app.js';

type Headers = Record<string, string>;

/** A success in LangBot's envelope. */
export function expectDone(response: Response, data: unknown): void {
  expect({ status: response.status, body: response.body as unknown }).toEqual({
    status: 200,
    body: { code: RetCode.SUCCESS, msg: 'ok', data },
  });
}

/** A refusal in LangBot's envelope, whole message included. */
export function expectRefused(response: Response, status: number, msg: string, code = RetCode.REFUSED): void {
  const { errors: _errors, ...body } = response.body as Record<string, unknown>;
  expect({ status: response.status, body }).toEqual({ status, body: { code, msg } });
}

export interface WireProvider {
  uuid: string;
  name: string;
  requester: string;
  base_url: string;
  api_keys: string[];
  llm_count: number;
  embedding_count: number;
  rerank_count: number;
  created_at: string;
  updated_at: string;
}

export interface WireModel extends Record<string, unknown> {
  uuid: string;
  name: string;
  requester: string;
  requester_config: Record<string, unknown>;
  api_keys: unknown[];
  provider_uuid: string;
  provider: WireProvider;
}

/** The calls that most tests make, on behalf of somebody, for one kind of model. */
export function providerApi({ http }: TestApp, { headers }: Pick<Actor, 'headers'> | { headers: Headers }) {
  const root = '/api/v1/provider';
  const send = (method: 'post' | 'put' | 'delete', path: string, body?: object) =>
    http[method](`${root}${path}`).set(headers).send(body);
  const get = (path: string) => http.get(`${root}${path}`).set(headers);
  const models = (kind = 'llm') => ({
    list: (query = '') => get(`/models/${kind}${query}`),
    create: (body: object) => send('post', `/models/${kind}`, body),
    get: (uuid: string) => get(`/models/${kind}/${uuid}`),
    update: (uuid: string, body: object) => send('put', `/models/${kind}/${uuid}`, body),
    remove: (uuid: string) => send('delete', `/models/${kind}/${uuid}`),
    test: (uuid: string, body: object = {}) => send('post', `/models/${kind}/${uuid}/test`, body),
    /** Makes one, and makes sure of it. */
    made: async (body: object): Promise<string> => {
      const response = await send('post', `/models/${kind}`, body);
      expect({ status: response.status, text: response.text }).toMatchObject({ status: 200 });
      return response.body.data.uuid as string;
    },
    read: async (uuid: string): Promise<WireModel> => {
      const response = await get(`/models/${kind}/${uuid}`);
      return response.body.data.model as WireModel;
    },
    all: async (): Promise<WireModel[]> => (await get(`/models/${kind}`)).body.data.models as WireModel[],
  });
  return {
    get,
    models,
    providers: {
      list: async () => (await get('/providers')).body.data.providers as WireProvider[],
      create: (body: object) => send('post', '/providers', body),
      made: async (body: object): Promise<string> => {
        const response = await send('post', '/providers', body);
        expect({ status: response.status, text: response.text }).toMatchObject({ status: 200 });
        return response.body.data.uuid as string;
      },
      get: (uuid: string) => get(`/providers/${uuid}`),
      read: async (uuid: string) => (await get(`/providers/${uuid}`)).body.data.provider as WireProvider,
      update: (uuid: string, body: object) => send('put', `/providers/${uuid}`, body),
      remove: (uuid: string) => send('delete', `/providers/${uuid}`),
      scan: (uuid: string, query = '') => get(`/providers/${uuid}/scan-models${query}`),
    },
  };
}
