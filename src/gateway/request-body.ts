import { badRequest } from './gateway-error.js';

const MODEL = 'model';

/** A JSON object as it came, and as it reads. */
export interface RequestBody {
  bytes: Buffer;
  fields: Readonly<Record<string, unknown>>;
  /** Or so it looks. Where a member is given twice, readers differ in which one they take. */
  mayNameModelTwice: boolean;
}

/** @throws GatewayError when it is not a JSON object */
export function readJsonBody(bytes: unknown): RequestBody {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw badRequest('The request body is missing');
  const text = bytes.toString();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badRequest('The request body is not valid JSON');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw badRequest('The request body must be a JSON object');
  }
  const fields = json as Record<string, unknown>;
  demandOneModel(fields);
  return { bytes, fields, mayNameModelTwice: mayNameModelTwice(text) };
}

const QUOTED_MODEL = `"${MODEL}"`;
const ESCAPED_ASCII = '\\u00';

/** Escapes can spell the name otherwise; without the name there is none, or one that is escaped. */
function mayNameModelTwice(text: string): boolean {
  const first = text.indexOf(QUOTED_MODEL);
  return first === -1 || text.includes(QUOTED_MODEL, first + QUOTED_MODEL.length) || text.includes(ESCAPED_ASCII);
}

/** Some providers read names of members without regard to case, and would take a model that was not judged. */
function demandOneModel(fields: Readonly<Record<string, unknown>>): void {
  for (const name in fields) {
    if (name.length === MODEL.length && name !== MODEL && name.toLowerCase() === MODEL) {
      throw badRequest(`${name} is not known; write model`, name);
    }
  }
}

/** The model that a request names; empty for the default. @throws GatewayError */
export function modelIn(fields: Readonly<Record<string, unknown>>): string {
  const { model } = fields;
  if (model === undefined || model === null) return '';
  if (typeof model !== 'string') throw badRequest('model must be a string', 'model');
  return model;
}

/** @throws GatewayError */
export function wantsStream(fields: Readonly<Record<string, unknown>>): boolean {
  const { stream } = fields;
  if (stream === undefined || stream === null) return false;
  if (typeof stream !== 'boolean') throw badRequest('stream must be true or false', 'stream');
  return stream;
}

/** Every conversation begins with one. @throws GatewayError */
export function demandMessages({ messages }: Readonly<Record<string, unknown>>): void {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw badRequest('messages must be a list with at least one message', 'messages');
  }
}

/** Whether a client wants to be told what its stream used. */
export function asksForUsage({ stream_options: options }: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage === true
  );
}
