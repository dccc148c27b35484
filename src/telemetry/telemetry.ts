import { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Asked all day long by machines; told to nobody. */
const UNTOLD = /^\/(healthz|readyz|metrics|console)(\/|\?|$)/;

/** The end does not wait any longer for a collector that is away, which would take half a minute. */
const FAREWELL_MS = 3000;

/**
 * Watches requests, calls to providers and the database, and sends spans to the collector that OTEL_* variables name.
 * Only these three instrumentations, and none tells an address's path or query, a header but the host, a body or a parameter.
 * Has to run before what it watches is loaded. @returns what sends the rest, as far as it can, and ends it
 */
export function startTelemetry(): () => Promise<void> {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'latchkey', 'process.pid': process.pid }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  // Without baggage: whatever a client puts there would go on to providers.
  provider.register({ propagator: new W3CTraceContextPropagator() });
  registerInstrumentations({ tracerProvider: provider, instrumentations: [requests(), providers(), database()] });
  return async () => {
    const sent = provider.shutdown().catch(() => undefined);
    await Promise.race([sent, sleep(FAREWELL_MS)]);
  };
}

function requests(): HttpInstrumentation {
  return new HttpInstrumentation({
    disableOutgoingRequestInstrumentation: true,
    ignoreIncomingRequestHook: ({ url = '' }) => UNTOLD.test(url),
    requestHook: (span, request) => {
      if (!(request instanceof IncomingMessage)) return;
      span.setAttributes({ 'url.path': '', 'url.query': '', 'user_agent.original': '', 'client.address': '' });
    },
  });
}

function providers(): UndiciInstrumentation {
  return new UndiciInstrumentation({
    requireParentforSpans: true,
    requestHook: (span, { origin }) => {
      span.setAttributes({ 'url.full': origin, 'url.path': '', 'url.query': '' });
    },
  });
}

function database(): PgInstrumentation {
  return new PgInstrumentation({ requireParentSpan: true, enhancedDatabaseReporting: false });
}
