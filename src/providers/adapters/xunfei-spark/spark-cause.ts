import type { Cause } from '../../failure-cause.js';
import { numberOf } from '../../transport/json-value.js';
import { causeInWords } from '../../transport/refusal-cause.js';
import { fieldsOf } from '../answer-shape.js';

/** What the vendor's products share ("错误码" of xfyun.cn/document/error-code and "接口说明" of its Spark pages). */
const SHARED: Readonly<Record<number, Cause>> = {
  10007: 'rate_limited',
  10008: 'rate_limited',
  10015: 'forbidden',
  10016: 'forbidden',
  10110: 'rate_limited',
  10313: 'unauthorized',
  11200: 'forbidden',
  11201: 'rate_limited',
  11202: 'rate_limited',
  11203: 'rate_limited',
};

/** For chat, 10005 is a wrong parameter and 10404 an engine that is not there. */
const CHAT: Readonly<Record<number, Cause>> = { ...SHARED, 10006: 'rate_limited', 10404: 'model_not_found' };

/** For speech, 10005 is an app that may not do this, and 10006 a parameter that is missing. */
const SPEECH: Readonly<Record<number, Cause>> = { ...SHARED, 10005: 'unauthorized' };

/** Beside OpenAI's `error`, chat has `{ code, message, sid }`, where 0 is success. */
export function sparkChatCause(json: object): Cause | null {
  const { code, error } = fieldsOf(json);
  const own = codeOf(code) ?? codeOf(fieldsOf(error)['code']);
  return own === null ? null : causeIn(CHAT, own, json);
}

export function sparkSpeechCause(json: object): Cause | null {
  const code = codeOf(fieldsOf(json)['code']);
  return code === null ? null : causeIn(SPEECH, code, json);
}

/** The vendor's codes have five digits; a number or a text of one. */
function codeOf(value: unknown): number | null {
  const code = numberOf(value);
  return Number.isInteger(code) && code >= 10_000 ? code : null;
}

function causeIn(causes: Readonly<Record<number, Cause>>, code: number, json: object): Cause {
  return causes[code] ?? causeInWords(json);
}
