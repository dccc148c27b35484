import { jsonText } from '../../transport/json-value.js';
import type { RefusedAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';

/** docs.aws.amazon.com, "ConverseStream", Errors: the status that an exception inside a stream would have come with. */
const STATUSES: Readonly<Record<string, number>> = {
  throttlingException: 429,
  validationException: 400,
  accessDeniedException: 403,
  resourceNotFoundException: 404,
  modelStreamErrorException: 424,
  serviceUnavailableException: 503,
};

export function exceptionInStream(chunk: unknown): RefusedAnswer | null {
  const found = Object.entries(fieldsOf(chunk)).find(([name]) => name.endsWith('Exception'));
  if (found === undefined) return null;
  const [name, exception] = found;
  return { status: STATUSES[name] ?? 500, body: jsonText(exception) };
}
