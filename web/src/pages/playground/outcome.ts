import { servedBy, type Served } from '../../api/gateway.js';

/** How a call went, in milliseconds as this browser saw them. */
export interface Outcome {
  served: Served;
  firstMs: number;
  totalMs: number;
  /** As the provider counts; null where it does not say. */
  tokens: { in: number; out: number } | null;
}

interface UsageBody {
  prompt_tokens?: number;
  completion_tokens?: number;
  total_tokens?: number;
}

export function tokensOf(usage: UsageBody | null | undefined): Outcome['tokens'] {
  if (!usage) return null;
  const into = usage.prompt_tokens ?? usage.total_tokens ?? 0;
  return { in: into, out: usage.completion_tokens ?? 0 };
}

/** Of a call that is answered in one piece. */
export function wholeOutcome(response: Response, startedAt: number, usage: UsageBody | null | undefined): Outcome {
  const took = performance.now() - startedAt;
  return { served: servedBy(response), firstMs: took, totalMs: took, tokens: tokensOf(usage) };
}
