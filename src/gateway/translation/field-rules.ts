import { isDeepStrictEqual } from 'node:util';
import type { RequestField } from './request-field.js';

/**
 * What becomes of a field: it is read; it has no bearing on the answer and is ignored; or it has, and is refused,
 * because no shared request can say it, save for the values that ask for nothing.
 */
export type FieldRule = 'read' | 'ignored' | 'refused' | { readonly only: readonly unknown[] };

/** Every field that an object may have; any other one is refused. */
export type FieldRules = Readonly<Record<string, FieldRule>>;

/**
 * Throws for the first field of an object that its rules do not take, so that nothing is dropped in silence. Null asks
 * for nothing under any name.
 */
export function demandFields(object: RequestField, rules: FieldRules): void {
  for (const name of object.names()) {
    const field = object.at(name);
    if (!field.isGiven) continue;
    if (!Object.hasOwn(rules, name)) throw field.unsupported('is not a field that the gateway can pass on');
    demandRule(field, rules[name] ?? 'refused');
  }
}

function demandRule(field: RequestField, rule: FieldRule): void {
  if (rule === 'refused') throw field.unsupported();
  if (typeof rule === 'string' || rule.only.some((value) => isDeepStrictEqual(value, field.raw))) return;
  const values = rule.only.map((value) => JSON.stringify(value)).join(' or ');
  throw field.unsupported(`is supported for this model as ${values} only`);
}
