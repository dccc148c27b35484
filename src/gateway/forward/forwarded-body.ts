import { asksForUsage, type RequestBody } from '../request-body.js';
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
  for (const name in plan.extraFields) if (fields[name] === undefined) set[name] = plan.extraFields[name];
  Object.assign(set, plan.fields);
  // Where a member is given twice, readers differ in which one they take: what was judged must be what is asked for.
  if (fields['model'] !== plan.model || isGivenTwice(body.bytes)) set['model'] = plan.model;
  else delete set['model'];
  const hidesUsage = isStream && plan.usageMustBeAsked && !asksForUsage(fields);
  if (hidesUsage) set['stream_options'] = { ...(fields['stream_options'] as object | null), include_usage: true };
  const needsChange = Object.keys(set).length > 0 || Object.keys(plan.renames).length > 0;
  return { bytes: needsChange ? editMembers(body.bytes, { set, rename: plan.renames }) : body.bytes, hidesUsage };
}

const MODEL = Buffer.from('"model"');

/** Or looks so: then the member is written anew, which harms nobody. Escapes can spell the name otherwise. */
function isGivenTwice(bytes: Buffer): boolean {
  const first = bytes.indexOf(MODEL);
  return first === -1 || bytes.indexOf(MODEL, first + MODEL.length) !== -1 || bytes.includes('\\u00');
}
