import {
  context,
  isSpanContextValid,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from '@opentelemetry/api';

const tracer = trace.getTracer('latchkey');

/** Whether anybody makes spans: those of nobody have no valid id. */
export function isTraced(): boolean {
  return isSpanContextValid(tracer.startSpan('start').spanContext());
}

/** The request's own span is called by its route's template: an address may carry a key. Free where nothing is traced. */
export function nameRequestSpan(method: string, route: string): void {
  const span = trace.getActiveSpan();
  span?.updateName(`${method} ${route}`);
  span?.setAttributes({ 'http.route': route, 'url.path': route });
}

/** Where a span that is only known at its end will belong. Null where nothing is traced. */
export function presentContext(): Context | null {
  return trace.getActiveSpan() === undefined ? null : context.active();
}

/** One call of a model, as OpenTelemetry's GenAI conventions name it (in development there; all names are here). */
export interface ModelCall {
  operation: string;
  provider: string | null;
  requestedModel: string;
  model: string | null;
  status: number;
  inputTokens: number;
  outputTokens: number;
  /** Since the epoch, in milliseconds. */
  startedAt: number;
  durationMs: number;
}

const FAILED = 400;
/** A client can name anything as a model. */
const LONGEST_NAME = 256;

/** Tells of a call that is over. What was asked and answered is nobody's business here. */
export function recordModelCall(parent: Context, call: ModelCall): void {
  const requestedModel = call.requestedModel.slice(0, LONGEST_NAME);
  const attributes: Attributes = {
    'gen_ai.operation.name': call.operation,
    'gen_ai.request.model': requestedModel,
    'gen_ai.usage.input_tokens': call.inputTokens,
    'gen_ai.usage.output_tokens': call.outputTokens,
    'http.response.status_code': call.status,
  };
  if (call.provider !== null) attributes['gen_ai.provider.name'] = call.provider;
  if (call.model !== null) attributes['gen_ai.response.model'] = call.model;
  const options = { kind: SpanKind.CLIENT, startTime: call.startedAt, attributes };
  const span = tracer.startSpan(`${call.operation} ${call.model ?? requestedModel}`, options, parent);
  if (call.status >= FAILED) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(call.startedAt + call.durationMs);
}
