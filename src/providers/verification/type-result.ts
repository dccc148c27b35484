import { type Cause, type Verdict, verdictOf } from '../failure-cause.js';
import { ProviderCallError } from '../provider-call-error.js';
import type { NamedModel, TypeResult, VerificationReport } from '../verification-report.js';
import { HINTS, NO_MODELS_HINT, NOT_CALLABLE_HINT } from './hints.js';

type Subject = Pick<TypeResult, 'type' | 'model'>;

/** The question which models there are. */
export const LISTING: Subject = { type: null, model: null };

export function answered(subject: Subject, durationMs: number): TypeResult {
  return { ...subject, verdict: 'valid', cause: null, message: '', hint: '', upstreamStatus: null, durationMs };
}

/** Anything but a provider's failure is a fault of ours, and goes on. */
export function failed(subject: Subject, error: unknown, durationMs: number): TypeResult {
  if (!(error instanceof ProviderCallError)) throw error;
  const { causeClass: cause, providerText: message, upstreamStatus } = error;
  return { ...subject, verdict: verdictOf(cause), cause, message, hint: HINTS[cause], upstreamStatus, durationMs };
}

export function notCallable(subject: Subject, reason: string): TypeResult {
  return { ...unasked(subject), message: reason, hint: NOT_CALLABLE_HINT };
}

export function nothingToAsk(): TypeResult {
  return { ...unasked(LISTING), message: 'There is no model to ask', hint: NO_MODELS_HINT };
}

function unasked(subject: Subject): TypeResult {
  return { ...subject, verdict: 'unknown', cause: null, message: '', hint: '', upstreamStatus: null, durationMs: 0 };
}

/** Whether another model of the type may do better: these say little about the credential. */
export function saysLittle({ cause }: TypeResult): boolean {
  const ofOneModel: readonly (Cause | null)[] = ['model_not_found', 'bad_answer'];
  return ofOneModel.includes(cause);
}

export function reportOf(results: readonly TypeResult[], models: readonly NamedModel[]): VerificationReport {
  const says = (verdict: Verdict): boolean => results.some((result) => result.verdict === verdict);
  return { verdict: says('valid') ? 'valid' : says('rejected') ? 'rejected' : 'unknown', results, models };
}
