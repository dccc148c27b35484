import type { Cause } from '../../failure-cause.js';
import { fieldsOf } from '../answer-shape.js';

/**
 * "错误码" of the inference API V2 (cloud.baidu.com/doc/qianfan-api/s/Om9b4yj3w): of its 401s only `invalid_iam_token` is
 * about the key. What it does with other statuses needs no help.
 */
const CHAT_CODES: Readonly<Record<string, Cause>> = {
  invalid_model: 'model_not_found',
  no_parameter_permission: 'forbidden',
  invalid_appId: 'forbidden',
  invalid_iam_token: 'unauthorized',
};

/** The cloud's common error codes, of which some are 400 and some 403. */
const IAM_CODES: Readonly<Record<string, Cause>> = {
  InvalidAccessKeyId: 'unauthorized',
  InvalidHTTPAuthHeader: 'unauthorized',
  SignatureDoesNotMatch: 'unauthorized',
  RequestExpired: 'unauthorized',
};

export function qianfanCause(json: object): Cause | null {
  return causeOf(CHAT_CODES, fieldsOf(fieldsOf(json)['error'])['code']);
}

export function iamCause(json: object): Cause | null {
  return causeOf(IAM_CODES, fieldsOf(json)['code']);
}

function causeOf(causes: Readonly<Record<string, Cause>>, code: unknown): Cause | null {
  return typeof code === 'string' && Object.hasOwn(causes, code) ? (causes[code] ?? null) : null;
}
