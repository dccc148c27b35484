import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { LatencyHistogram } from './latency-histogram.js';
import type { MetricFamily, ProcessMetrics } from './metric-family.js';
import { add } from './number-array.js';
import { prometheusText } from './prometheus-text.js';

/** What the data plane offers. Labels come from short fixed lists alone: no ids, names, models or keys. */
export const ENDPOINTS = [
  'chat',
  'messages',
  'embeddings',
  'rerank',
  'speech',
  'transcriptions',
  'models',
  'count_tokens',
] as const;
export type Endpoint = (typeof ENDPOINTS)[number];

const OUTCOMES = ['ok', 'retry', 'failed'] as const;
/** `retry`: it failed and another attempt follows; `failed`: none does. */
export type AttemptOutcome = (typeof OUTCOMES)[number];

export interface EndedRequest {
  endpoint: Endpoint;
  /** As sent; 0 when the client left before there was one. */
  status: number;
  /** From the request's arrival to the last byte of the answer. */
  seconds: number;
  /** What of it was ours, not the upstream's. */
  overheadSeconds?: number | undefined;
  firstByteSeconds?: number | undefined;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
}

/** A figure of another part of the server. */
export interface WatchedFigure {
  name: string;
  help: string;
  kind: 'gauge' | 'counter';
  read: () => number;
  /** How the figures of several processes become one. */
  aggregator?: 'sum' | 'max';
}

const INDEX = Object.fromEntries(ENDPOINTS.map((endpoint, index) => [endpoint, index])) as Record<Endpoint, number>;
const STATUSES = 600;

/**
 * What this process has done, for Prometheus. Counting happens on the hot path and is additions to arrays; names and
 * labels are put together when somebody asks.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly ofProcess = new Registry();
  private readonly requests = new Float64Array(ENDPOINTS.length * STATUSES);
  private readonly inFlight = new Float64Array(ENDPOINTS.length);
  private readonly attempts = new Map<string, Record<AttemptOutcome, number>>();
  private inputTokens = 0;
  private outputTokens = 0;
  private countOpenBreakers = () => 0;
  private unsealedEvents = 0;
  private sealFailures = 0;
  private gather = () => this.ofThisProcess();

  private readonly duration = latency(
    'latchkey_request_duration_seconds',
    'Time from a request to the end of its answer',
  );
  private readonly overhead = latency('latchkey_overhead_seconds', 'Time of a request that Latchkey itself took');
  private readonly firstByte = latency('latchkey_first_byte_seconds', "Time from a request to its answer's first byte");

  constructor() {
    collectDefaultMetrics({ register: this.ofProcess });
    this.describeRequests();
    this.describeUpstream();
    this.describeAudit();
  }

  /** Each start is to be followed by one `requestEnded`. */
  requestStarted(endpoint: Endpoint): void {
    add(this.inFlight, INDEX[endpoint], 1);
  }

  requestEnded(request: EndedRequest): void {
    const endpoint = INDEX[request.endpoint];
    const { status, overheadSeconds, firstByteSeconds } = request;
    add(this.inFlight, endpoint, -1);
    add(this.requests, endpoint * STATUSES + (status > 0 && status < STATUSES ? status : 0), 1);
    this.duration.observe(endpoint, request.seconds);
    if (overheadSeconds !== undefined) this.overhead.observe(endpoint, overheadSeconds);
    if (firstByteSeconds !== undefined) this.firstByte.observe(endpoint, firstByteSeconds);
    this.inputTokens += request.inputTokens ?? 0;
    this.outputTokens += request.outputTokens ?? 0;
  }

  /** @param factory by its name in the catalog */
  upstreamAttempted(factory: string, outcome: AttemptOutcome): void {
    let counts = this.attempts.get(factory);
    if (!counts) this.attempts.set(factory, (counts = { ok: 0, retry: 0, failed: 0 }));
    counts[outcome] += 1;
  }

  /** Says whom to ask, at each scrape, how many circuit breakers are open. */
  watchBreakers(countOpen: () => number): void {
    this.countOpenBreakers = countOpen;
  }

  /** A figure that somebody else keeps, asked for at each scrape; of several processes the sum, unless it says otherwise. */
  watch({ name, help, kind, read, aggregator = 'sum' }: WatchedFigure): void {
    const registers = [this.registry];
    const Kind = kind === 'gauge' ? Gauge : Counter;
    new Kind({
      name,
      help,
      aggregator,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** How many audit events wait to be sealed, by all processes. */
  auditUnsealed(count: number): void {
    this.unsealedEvents = count;
  }

  auditSealFailed(): void {
    this.sealFailures += 1;
  }

  /** What this process alone has to say. */
  async tell(): Promise<ProcessMetrics> {
    const histograms = [this.duration, this.overhead, this.firstByte].map((histogram) => histogram.tell());
    return { process: await told(this.ofProcess), work: [...(await told(this.registry)), ...histograms] };
  }

  /** Says whom to ask, at each scrape, for what all the processes say that serve together with this one. */
  gatherFrom(gather: () => Promise<MetricFamily[]>): void {
    this.gather = gather;
  }

  /** Of all processes that serve together, in Prometheus' text format. */
  async render(): Promise<string> {
    return prometheusText(await this.gather());
  }

  private async ofThisProcess(): Promise<MetricFamily[]> {
    const { process, work } = await this.tell();
    return [...process, ...work];
  }

  private describeRequests(): void {
    const { requests, inFlight } = this;
    const tokens = () => ({ input: this.inputTokens, output: this.outputTokens });
    const registers = [this.registry];
    new Counter({
      name: 'latchkey_requests_total',
      help: 'Requests that were answered; status 0 when the client left first',
      labelNames: ['endpoint', 'status'],
      registers,
      collect() {
        this.reset();
        ENDPOINTS.forEach((endpoint, row) => {
          const counts = requests.subarray(row * STATUSES, (row + 1) * STATUSES);
          counts.forEach((count, status) => count > 0 && this.inc({ endpoint, status }, count));
        });
      },
    });
    new Gauge({
      name: 'latchkey_in_flight',
      help: 'Requests that are being answered',
      labelNames: ['endpoint'],
      registers,
      collect() {
        ENDPOINTS.forEach((endpoint, index) => this.set({ endpoint }, inFlight[index] ?? 0));
      },
    });
    new Counter({
      name: 'latchkey_tokens_total',
      help: 'Tokens that went to models and came from them',
      labelNames: ['direction'],
      registers,
      collect() {
        this.reset();
        for (const [direction, count] of Object.entries(tokens())) this.inc({ direction }, count);
      },
    });
  }

  private describeUpstream(): void {
    const { attempts } = this;
    const countOpen = () => this.countOpenBreakers();
    const registers = [this.registry];
    new Counter({
      name: 'latchkey_upstream_attempts_total',
      help: 'Calls to upstreams, by how they ended',
      labelNames: ['factory', 'outcome'],
      registers,
      collect() {
        this.reset();
        for (const [factory, counts] of attempts) {
          for (const outcome of OUTCOMES) this.inc({ factory, outcome }, counts[outcome]);
        }
      },
    });
    new Gauge({
      name: 'latchkey_breaker_open',
      help: 'Circuit breakers that are open',
      registers,
      collect() {
        this.set(countOpen());
      },
    });
  }

  private describeAudit(): void {
    const unsealed = () => this.unsealedEvents;
    const failures = () => this.sealFailures;
    const registers = [this.registry];
    new Gauge({
      name: 'latchkey_audit_unsealed',
      help: 'Audit events of all processes that wait to be sealed, as counted in the last second',
      aggregator: 'max',
      registers,
      collect() {
        this.set(unsealed());
      },
    });
    new Counter({
      name: 'latchkey_audit_seal_failures_total',
      help: 'Attempts of this process to seal audit events that failed',
      registers,
      collect() {
        this.reset();
        this.inc(failures());
      },
    });
  }
}

async function told(registry: Registry): Promise<MetricFamily[]> {
  return (await registry.getMetricsAsJSON()) as unknown as MetricFamily[];
}

function latency(name: string, help: string): LatencyHistogram {
  return new LatencyHistogram(name, help, 'endpoint', ENDPOINTS);
}
