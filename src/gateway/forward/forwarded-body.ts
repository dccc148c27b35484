import type { RequestBody } from '../request-body.js';
import type { ForwardPlan } from './forward-plan.js';
import { editMembers } from './member-edits.js';

/** What is sent in place of what came. */
export interface ForwardedBody {
  bytes: Buffer;
  /** The stream will tell its usage although the client did not ask for it. */
  hidesUsage: boolean;
}

/** The client's bytes; only members that must differ are changed. */
export function forwardedBody(body: RequestBody, plan: ForwardPlan, isStream: boolean): ForwardedBody {
  const { fields } = body;
  const set: Record<string, unknown> = {};
  if (fields['model'] !== plan.model) set['model'] = plan.model;
  for (const name in plan.fields) if (fields[name] === undefined) set[name] = plan.fields[name];
  const hidesUsage = isStream && plan.usageMustBeAsked && !asksForUsage(fields['stream_options']);
  if (hidesUsage) set['stream_options'] = { ...(fields['stream_options'] as object | null), include_usage: true };
  const needsChange = Object.keys(set).length > 0 || Object.keys(plan.renames).length > 0;
  return { bytes: needsChange ? editMembers(body.bytes, { set, rename: plan.renames }) : body.bytes, hidesUsage };
}

function asksForUsage(options: unknown): boolean {
  return (
    typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage === true
  );
}
