import { tracesEndpoint } from './traces-endpoint.js';

describe('tracesEndpoint', () => {
  it.each([
    [{}, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, 'http://127.0.0.1:4318'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example.com/v1' }, 'https://traces.example.com/v1'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, null],
  ])('of %j is %j', (environment, endpoint) => {
    expect(tracesEndpoint(environment)).toBe(endpoint);
  });
});
