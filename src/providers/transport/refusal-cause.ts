import type { Cause } from '../failure-cause.js';
import { jsonText } from './json-value.js';
import { type ProviderWords, readWords } from './provider-words.js';

/** Words that name a cause more surely than the status does; the vendors' Chinese ones are from their error pages. */
const QUOTA = new RegExp(
  [
    'insufficient[_ ]?(quota|balance|credit|fund)',
    'exceeded (your|the) current quota',
    'exceeded_current_quota',
    '(credit|account) balance',
    'billing',
    'out of credits',
    'free ?tier(only|.{0,40}exhausted)',
    "(doesn't|does not) have any credits",
    'arrearage',
    'in arrears',
    'overdue balance',
    'run out of credits',
    'payment required',
    'payment_instrument',
    'service quota',
    'balance is (insufficient|too low|not enough)',
    '余额',
    '欠费',
    '额度',
  ].join('|'),
  'i',
);
const REGION =
  /unsupported_country|unsupported (countr|region|location)|(country|region|location|territory)[^.]{0,40}not[ _](supported|available)|not (available|supported) in your (country|region|location)/i;
const NO_MODEL = new RegExp(
  [
    'model_not_(found|exist)',
    'modelnotfound',
    'deploymentnotfound',
    'specified version does not exist',
    'no such model',
    // Anthropic: types not_found_error and error, message "model: <name>".
    'not_found_error (error )?model: ',
    'unknown model',
    'invalid model( name)?\\b',
    'model identifier is invalid',
    'model.{0,120}?(not[ _](found|exist|available|supported)|does ?n.t exist|not a valid model|end of (its )?life)',
    'model.{0,120}?(has been (deprecated|removed|retired)|decommissioned|do(es)? not have access)',
    '(access|access to|not found|find|unsupported|not support) (the )?model',
    'could not resolve the foundation model',
    'on-demand throughput isn.t supported',
    'model use case details have not been submitted',
    'no endpoints found',
    'not found for account',
    '模型不存在',
    '无可用渠道',
  ].join('|'),
  'i',
);
const BAD_KEY = new RegExp(
  [
    'invalid[_ ]?(api[_ ]?key|token|authentication|credential|access ?key)',
    '(api[_ -]?key|token|credential)[^.]{0,40}(not valid|not found|invalid|incorrect|malformed|expired|revoked|missing|required)',
    '(incorrect|wrong|bad|missing|no) api[_ ]?key',
    'unauthori[sz]ed',
    'unauthenticated',
    'authentication[_ ](failed|error|required)',
    '无效的令牌',
  ].join('|'),
  'i',
);

/** A key that is no good, where the vendor says "forbidden" to it: AWS and Google. */
const DEAD_KEY =
  /security token included in the request is (invalid|expired)|request signature we calculated|signature expired|signature not yet current|key was reported as leaked|unregistered callers/i;
/** Google names the permission and adds that the model may as well not exist. */
const NO_PERMISSION = /^.*\bpermission '[^']+' denied/i;
/** Google calls its limits per minute a quota too, and says when it has passed. */
const RETRY_SOON = /please retry in \d/i;

/** Of a refusal's text: what comes later is not looked at. */
export const MAX_READ = 16_384;

/** For a vendor's code that is general: what else the answer says decides. */
export function causeInWords(json: object): Cause {
  return causeOfRefusal(400, readWords(jsonText(json).slice(0, MAX_READ)));
}

/** Decides what a refusal means, from its status and from what it says. */
export function causeOfRefusal(status: number, words: ProviderWords): Cause {
  const said = `${words.codes} ${words.text}`;
  if (status === 401) return REGION.test(said) ? 'region' : 'unauthorized';
  if (status === 402) return 'quota';
  if (status === 403) return causeOfForbidden(said);
  if (status === 404 || status === 405) return NO_MODEL.test(said) ? 'model_not_found' : 'bad_path';
  if (status === 410) return 'model_not_found';
  if (status === 429) return QUOTA.test(said) && !RETRY_SOON.test(said) ? 'quota' : 'rate_limited';
  if (status === 451) return 'region';
  if (status >= 300 && status < 400) return 'bad_path';
  return status >= 500 ? 'bad_answer' : causeOfBadRequest(said);
}

function causeOfForbidden(said: string): Cause {
  if (DEAD_KEY.test(said)) return 'unauthorized';
  if (REGION.test(said)) return 'region';
  if (QUOTA.test(said)) return 'quota';
  return NO_MODEL.test(said) && !NO_PERMISSION.test(said) ? 'model_not_found' : 'forbidden';
}

/** Several vendors answer 400 to everything, a wrong key included. */
function causeOfBadRequest(said: string): Cause {
  if (REGION.test(said)) return 'region';
  if (QUOTA.test(said)) return 'quota';
  if (BAD_KEY.test(said)) return 'unauthorized';
  return NO_MODEL.test(said) ? 'model_not_found' : 'bad_answer';
}
