import { tencentCause } from './tencent-cause.js';

describe('tencentCause', () => {
  it.each([
    ['AuthFailure.SecretIdNotFound', 'The SecretId is not found', 'unauthorized'],
    ['AuthFailure.SignatureFailure', 'The provided credentials could not be validated.', 'unauthorized'],
    ['AuthFailure.SignatureExpire', 'Signature expired', 'unauthorized'],
    ['AuthFailure.UnauthorizedOperation', 'You are not authorized', 'forbidden'],
    ['UnauthorizedOperation', 'you are not authorized to perform operation', 'forbidden'],
    ['FailedOperation.ServiceNotActivated', '服务未开通', 'forbidden'],
    ['FailedOperation.UserNotRegistered', '服务未开通', 'forbidden'],
    ['FailedOperation.ResourcePackExhausted', '资源包余量已用尽', 'quota'],
    ['FailedOperation.FreeResourcePackExhausted', '免费资源包余量已用尽', 'quota'],
    ['FailedOperation.ServiceStopArrears', '欠费停服', 'quota'],
    ['FailedOperation.UserHasNoFreeAmount', '资源包耗尽', 'quota'],
    ['ResourceUnavailable.InArrears', '账号已欠费', 'quota'],
    ['ResourceUnavailable.NotExist', '计费状态未知', 'forbidden'],
    ['RequestLimitExceeded', 'Your current request times equals to 6 in a second', 'rate_limited'],
    ['RequestLimitExceeded.UinLimitExceeded', '超出请求频率', 'rate_limited'],
    ['LimitExceeded', '超过配额限制', 'rate_limited'],
    ['InvalidParameterValue.Model', '模型不存在', 'model_not_found'],
    ['InvalidParameterValue.ErrorInvalidEngservice', 'EngSerViceType无效', 'model_not_found'],
    ['InvalidAction', 'The Action does not exist', 'bad_path'],
    ['UnsupportedRegion', 'The region is not supported', 'region'],
    ['InvalidParameterValue', '模型不存在', 'model_not_found'],
    ['InvalidParameter', '参数错误', 'bad_answer'],
    ['InternalError', 'internal error', 'bad_answer'],
  ])('understands %s', (code, message, cause) => {
    expect(tencentCause({ Response: { Error: { Code: code, Message: message }, RequestId: 'r' } })).toBe(cause);
  });

  it('finds no refusal where there is none', () => {
    expect(tencentCause({ Response: { RequestId: 'r' } })).toBeNull();
  });
});
