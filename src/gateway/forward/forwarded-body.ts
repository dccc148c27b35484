import { asksForUsage, type RequestBody } from '../request-body.js';
import type { ForwardPlan } from './forward-plan.js';
import { addMembers, editMembers } from './member-edits.js';

/** What is sent in place of what came. */
export interface ForwardedBody {
  bytes: Buffer;
  /** The stream will tell its usage although the client did not ask for it. */
  hidesUsage: boolean;
}

/** The client's bytes; only members that must differ are changed. */
export function forwardedBody(body: RequestBody, plan: ForwardPlan, isStream: boolean): ForwardedBody {
  const { fields } = body;
  const hidesUsage = isStream && plan.usageMustBeAsked && !asksForUsage(fields);
  const namesModel = fields['model'] === plan.model && !body.mayNameModelTwice;
  if (plan.isPlain && namesModel && !hidesUsage) return { bytes: body.bytes, hidesUsage };
  const set: Record<string, unknown> = {};
  for (const name in plan.extraFields) if (fields[name] === undefined) set[name] = plan.extraFields[name];
  Object.assign(set, plan.fields);
  // What was judged must be what is asked for.
  if (namesModel) delete set['model'];
  else set['model'] = plan.model;
  if (hidesUsage) set['stream_options'] = { ...(fields['stream_options'] as object | null), include_usage: true };
  const hasRenames = Object.keys(plan.renames).length > 0;
  if (!hasRenames && Object.keys(set).length === 0) return { bytes: body.bytes, hidesUsage };
  if (!hasRenames && namesModel && hasNone(fields, set))
    return { bytes: addMembers(body.bytes, set, false), hidesUsage };
  return { bytes: editMembers(body.bytes, { set, rename: plan.renames }), hidesUsage };
}

function hasNone(fields: Readonly<Record<string, unknown>>, names: Readonly<Record<string, unknown>>): boolean {
  for (const name in names) if (Object.hasOwn(fields, name)) return false;
  return true;
}
