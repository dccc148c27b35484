/** Where spans are to go, by OpenTelemetry's own variables; null for nowhere. A bad address is the configuration's to tell. */
export function tracesEndpoint(environment: NodeJS.ProcessEnv): string | null {
  const { OTEL_SDK_DISABLED, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_EXPORTER_OTLP_ENDPOINT } = environment;
  const endpoint = OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || OTEL_EXPORTER_OTLP_ENDPOINT || null;
  if (OTEL_SDK_DISABLED === 'true' || endpoint === null || !/^https?:$/.test(protocolOf(endpoint))) return null;
  return endpoint;
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}
