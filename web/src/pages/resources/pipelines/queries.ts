import { queryOptions } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../../api/client.js';

export type Pipeline = Schemas['PipelineDto'];
export type Setting = Schemas['SettingDto'];

export const pipelinesQuery = queryOptions({
  queryKey: ['pipelines'],
  queryFn: async () => (await read(api.GET('/api/v1/pipelines', {}))).pipelines,
});

export const pipelineQuery = (uuid: string) =>
  queryOptions({
    queryKey: ['pipelines', uuid],
    queryFn: async () => (await read(api.GET('/api/v1/pipelines/{uuid}', { params: { path: { uuid } } }))).pipeline,
  });

export const settingsQuery = queryOptions({
  queryKey: ['pipeline-settings'],
  queryFn: async () => (await read(api.GET('/api/v1/pipelines/_/metadata'))).configs,
  staleTime: Infinity,
});

export const extensionsQuery = (uuid: string) =>
  queryOptions({
    queryKey: ['pipelines', uuid, 'extensions'],
    queryFn: () => read(api.GET('/api/v1/pipelines/{uuid}/extensions', { params: { path: { uuid } } })),
  });
