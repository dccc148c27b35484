import { ApiError } from '../../api/api-error.js';
import type { Check, Result } from './connect/use-verification.js';

/** What each model type answered, where a change was refused because the provider did; none for other refusals. */
export function checksOf(error: unknown): readonly Check[] {
  const results = dataOf(error)['results'];
  return Array.isArray(results) ? (results as Result[]).map((result) => ({ type: result.type, result })) : [];
}

/** Something that stands on what was to be removed. */
export interface Use {
  kind: 'default' | 'tenant_default' | 'instance_default' | 'alias' | 'tenant_alias';
  id: string;
  name: string;
}

/** What uses the thing, where that is why it was not removed; null for other errors. */
export function usesOf(error: unknown): readonly Use[] | null {
  const uses = dataOf(error)['used_by'];
  return Array.isArray(uses) ? (uses as Use[]) : null;
}

function dataOf(error: unknown): Record<string, unknown> {
  const data = error instanceof ApiError ? error.data : null;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

/** What a form shows at its fields. */
export function problemsByField(error: unknown): Record<string, string> {
  const problems = error instanceof ApiError ? error.problems : [];
  return Object.fromEntries(problems.map(({ field, message }) => [field, message]));
}
