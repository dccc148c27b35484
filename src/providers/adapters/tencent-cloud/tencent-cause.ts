import type { Cause } from '../../failure-cause.js';
import { causeInWords } from '../../transport/refusal-cause.js';
import { fieldsOf } from '../answer-shape.js';

/**
 * Most specific first; a code is dotted from the general to the special. From the vendor's lists of common error codes and
 * of those of hunyuan 2023-09-01 and asr 2019-06-14.
 */
const CAUSE_BY_CODE: readonly [RegExp, Cause][] = [
  [/^AuthFailure\.(UnauthorizedOperation|CheckResourceResponseCodeError)/, 'forbidden'],
  [/^AuthFailure/, 'unauthorized'],
  [/^FailedOperation\.CheckAuthInfoFailed/, 'unauthorized'],
  [/^(UnauthorizedOperation|OperationDenied$|UnsupportedOperation)/, 'forbidden'],
  [/^FailedOperation\.(ServiceNotActivated|UserUnAuthError|PartnerAccountUnSupport|UserNotRegistered)/, 'forbidden'],
  [/^ResourceUnavailable\.NotExist/, 'forbidden'],
  [/^FailedOperation\.(FreeResourcePackExhausted|ResourcePackExhausted|ServiceStop|ServiceIsolate|UserHasNo)/, 'quota'],
  [/^(ResourceInsufficient\.ChargeResourceExhaust|ResourceUnavailable)/, 'quota'],
  [/^(RequestLimitExceeded|LimitExceeded|FailedOperation\.EngineServerLimitExceeded)/, 'rate_limited'],
  [/^InvalidParameterValue\.(Model|ErrorInvalidEngservice)/, 'model_not_found'],
  [/^(InvalidAction|NoSuchVersion|NoSuchProduct)/, 'bad_path'],
  [/^UnsupportedRegion/, 'region'],
];

/** Every refusal of Tencent Cloud is a 200 with `Response.Error`; words decide where its code is general. */
export function tencentCause(json: object): Cause | null {
  const code = tencentErrorCode(json);
  if (code === null) return null;
  return CAUSE_BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? causeInWords(json);
}

export function tencentErrorCode(json: object): string | null {
  const { Code: code } = fieldsOf(fieldsOf(fieldsOf(json)['Response'])['Error']);
  return typeof code === 'string' ? code : null;
}
