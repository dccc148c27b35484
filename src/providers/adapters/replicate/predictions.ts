import { setTimeout } from 'node:timers/promises';
import { plainUsage, type TokenUsage } from '../../calls/token-usage.js';
import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { connectionFailure } from '../../transport/connection-failure.js';
import { jsonText } from '../../transport/json-value.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer, refusal } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { apiUrl, authorization } from './endpoint.js';
import { describeModel, type ModelDescription } from './model.js';

export interface Prediction {
  id: string;
  status: string;
  output: unknown;
  /** Where its output comes as it is made; null where the model cannot. */
  streamUrl: string | null;
  usage: TokenUsage | null;
}

export interface Predictions {
  http: ProviderHttp;
  /** What a model takes, before anything is run. */
  describe(target: ProviderTarget, model: string, options: CallOptions): Promise<ModelDescription>;
  /** Begins one, without waiting for it. */
  begin(target: ProviderTarget, version: string, input: object, options: CallOptions): Promise<Prediction>;
  /** How one is now. */
  look(target: ProviderTarget, id: string, options: CallOptions): Promise<Prediction>;
  /** Ends one that nobody waits for any more, since its time is paid for; whether that works is nobody's concern. */
  cancel(target: ProviderTarget, id: string): Promise<void>;
  /** The same one when it is over; fails when it did. */
  finish(target: ProviderTarget, prediction: Prediction, options: CallOptions): Promise<Prediction>;
  /** Runs one to its end. */
  run(target: ProviderTarget, version: string, input: object, options: CallOptions): Promise<Prediction>;
}

const CANCEL_TIMEOUT_MS = 5000;

const RUNNING = new Set(['starting', 'processing', 'queued']);

export function predictionsOver(http: ProviderHttp, pollDelayMs: number): Predictions {
  const create = async (
    target: ProviderTarget,
    body: object,
    prefer: Readonly<Record<string, string>>,
    options: CallOptions,
  ): Promise<Prediction> => {
    const headers = { ...authorization(target), ...prefer };
    const request = { method: 'POST', url: apiUrl(target, 'predictions'), headers, body } as const;
    return read(target, await http.sendJson(target, request, options));
  };
  const look: Predictions['look'] = async (target, id, options) => {
    const request = { method: 'GET', url: apiUrl(target, 'predictions', id), headers: authorization(target) } as const;
    return read(target, await http.sendJson(target, request, options));
  };
  const cancel: Predictions['cancel'] = async (target, id) => {
    const url = apiUrl(target, 'predictions', id, 'cancel');
    const options = { signal: AbortSignal.timeout(CANCEL_TIMEOUT_MS) };
    await http
      .sendJson(target, { method: 'POST', url, headers: authorization(target) }, options)
      .catch(() => undefined);
  };
  const finish: Predictions['finish'] = async (target, prediction, options) => {
    let current = prediction;
    try {
      while (RUNNING.has(current.status)) {
        await delay(pollDelayMs, options.signal);
        current = await look(target, current.id, options);
      }
    } catch (error) {
      if (options.signal.aborted) void cancel(target, current.id);
      throw error;
    }
    if (current.status !== 'succeeded') throw badAnswer(target, `The prediction ended as ${current.status}`, '');
    return current;
  };
  return {
    http,
    describe: describeModel.bind(null, http),
    begin: (target, version, input, options) => create(target, { version, input, stream: true }, {}, options),
    look,
    cancel,
    finish,
    // "Sync mode": the answer is held back for up to a minute, so that most are over when it comes.
    run: async (target, version, input, options) =>
      finish(target, await create(target, { version, input }, { prefer: 'wait' }, options), options),
  };
}

function read(target: ProviderTarget, json: object): Prediction {
  const { id, status, output, error, urls, metrics } = { ...fieldsOf(json) };
  if (status === 'failed') throw failedWith(target, error);
  if (typeof id !== 'string' || typeof status !== 'string')
    throw badAnswer(target, 'The answer is no prediction', json);
  const { stream } = fieldsOf(urls);
  return { id, status, output, streamUrl: typeof stream === 'string' ? stream : null, usage: usageOf(metrics) };
}

/** The model's own failure: the prediction is well, what it ran was not. */
export function failedWith(target: ProviderTarget, error: unknown): Error {
  return refusal(target, { status: 400, body: jsonText({ detail: error ?? 'The prediction failed' }) });
}

function usageOf(metrics: unknown): TokenUsage | null {
  const { input_token_count: input, output_token_count: output } = fieldsOf(metrics);
  return typeof input === 'number' && typeof output === 'number' ? plainUsage(input, output) : null;
}

async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    throw connectionFailure(error, signal);
  }
}
