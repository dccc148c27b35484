import type { ModelType } from '../kernel/model-type.js';
import type { Cause, Verdict } from './failure-cause.js';

export interface NamedModel {
  name: string;
  type: ModelType;
}

/** What one model type said. */
export interface TypeResult {
  /** Null, as is `model`, when the question which models there are already failed. */
  type: ModelType | null;
  /** The model that answered, else the last one tried. */
  model: string | null;
  verdict: Verdict;
  /** Null when valid, and when nothing could be asked. */
  cause: Cause | null;
  /** The provider's own words, without secrets; empty when valid. */
  message: string;
  /** One sentence on what to do; empty when valid. */
  hint: string;
  upstreamStatus: number | null;
  durationMs: number;
}

export interface VerificationReport {
  /** Valid as soon as one type answers; rejected when none does and one was refused; else unknown. */
  verdict: Verdict;
  results: readonly TypeResult[];
  /** What the provider listed itself; only when no models were named and the catalog has none. */
  models: readonly NamedModel[];
}

export interface VerifyOptions {
  /** `factory`: chat, embedding and rerank; `model`: every type. */
  mode: 'factory' | 'model';
  signal?: AbortSignal;
  totalTimeoutMs?: number;
}
