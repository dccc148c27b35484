import { IncomingMessage } from 'node:http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** Asked all day long by machines; told to nobody. */
const UNTOLD = /^\/(healthz|readyz|metrics|console)(\/|\?|$)/;

/**
 * Watches requests, calls to providers and the database, and sends spans to the collector that OTEL_* variables name.
 * Only these three instrumentations, and none sees an address's path or query, a header, a body or a parameter.
 * Has to run before what it watches is loaded. @returns what sends the rest and ends it
 */
export function startTelemetry(): () => Promise<void> {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'latchkey' }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  registerInstrumentations({ tracerProvider: provider, instrumentations: [requests(), providers(), database()] });
  return () => provider.shutdown();
}

function requests(): HttpInstrumentation {
  return new HttpInstrumentation({
    disableOutgoingRequestInstrumentation: true,
    ignoreIncomingRequestHook: ({ url = '' }) => UNTOLD.test(url),
    requestHook: (span, request) => {
      if (request instanceof IncomingMessage) span.setAttributes({ 'url.path': '', 'url.query': '' });
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
