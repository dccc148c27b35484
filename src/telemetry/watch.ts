import { tracesEndpoint } from './traces-endpoint.js';

/**
 * Starts telemetry where an endpoint is set; without one nothing of it is loaded (its libraries would make every start
 * slower). @returns what sends the rest and ends it
 */
export async function watch(environment: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  if (tracesEndpoint(environment) === null) return () => Promise.resolve();
  const { startTelemetry } = await import('./telemetry.js');
  return startTelemetry();
}
