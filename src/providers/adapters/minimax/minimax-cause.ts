import type { Cause } from '../../failure-cause.js';
import { causeInWords } from '../../transport/refusal-cause.js';
import { fieldsOf } from '../answer-shape.js';

/** From the vendor's page "Error Codes" (platform.minimax.io/docs/api-reference/errorcode). */
const CAUSE_BY_CODE: Readonly<Record<number, Cause>> = {
  1002: 'rate_limited',
  1004: 'unauthorized',
  1008: 'quota',
  1039: 'rate_limited',
  1041: 'rate_limited',
  2042: 'forbidden',
  2045: 'rate_limited',
  2049: 'unauthorized',
  2056: 'quota',
};

/** MiniMax refuses inside a 200, with a code in `base_resp`; words decide where the code is general (2013: parameters). */
export function miniMaxCause(json: object): Cause | null {
  const { status_code: code } = fieldsOf(fieldsOf(json)['base_resp']);
  if (typeof code !== 'number' || code === 0) return null;
  return CAUSE_BY_CODE[code] ?? causeInWords(json);
}
