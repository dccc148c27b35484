import { bodyOf, type FakeAnswer, type FakeEndpoint, type FakeProtocol, type RecordedRequest } from './exchange.js';
import { isTc3Signed, tencentAnswer, tencentRefusal } from './tencent-cloud-signature.js';

const ENDPOINTS: Readonly<Record<string, FakeEndpoint>> = {
  SentenceRecognition: 'transcriptions',
  CreateRecTask: 'transcriptions',
  DescribeTaskStatus: 'proof',
};

/** Audio that is said to last longer than a minute. */
export const LONG_AUDIO = Buffer.from('a long recording');

const FIRST_TASK = 522_931_820;
/** Tasks that have been asked after, once: they are done when asked again. */
const asked = new Set<number>();
let tasks = 0;

/** Speech recognition, version 2019-06-14. */
export const tencentAsrProtocol: FakeProtocol = {
  reference: 'https://cloud.tencent.com/document/api/1093/35646 (SentenceRecognition), /37823 (CreateRecTask), /37822',
  basePath: '',
  credential: {
    tencent_cloud_sid: 'AKIDfakeprovider0123456789',
    tencent_cloud_sk: 'fake-provider-secret-key-0123456789',
  },
  isAuthorized: (request, { tencent_cloud_sid: id = '', tencent_cloud_sk: key = '' }) =>
    isTc3Signed(request, 'asr', id, key),
  endpointOf: ({ method, path, headers }) =>
    method === 'POST' && path === '/' && headers['x-tc-version'] === '2019-06-14'
      ? (ENDPOINTS[String(headers['x-tc-action'])] ?? null)
      : null,
  modelOf: (request) => {
    const { EngSerViceType: sentence, EngineModelType: recording } = bodyOf(request);
    return [sentence, recording].find((name) => typeof name === 'string') ?? null;
  },
  answer,
  emptyAnswer: () => tencentAnswer({}),
  refusal: (reason) =>
    tencentRefusal(reason, {
      forbidden: ['FailedOperation.UserNotRegistered', '服务未开通，请在腾讯云官网语音识别控制台开通服务。'],
      model_not_found: ['InvalidParameterValue.ErrorInvalidEngservice', 'EngSerViceType无效。'],
      quota: ['FailedOperation.UserHasNoAmount', '资源包耗尽，请购买资源包或开通后付费'],
    }),
};

function answer(_endpoint: FakeEndpoint, request: RecordedRequest): FakeAnswer {
  const action = request.headers['x-tc-action'];
  if (action === 'DescribeTaskStatus') return status(Number(bodyOf(request)['TaskId']));
  const { SourceType: source, Data: data, DataLen: length } = bodyOf(request);
  const audio = Buffer.from(String(data), 'base64');
  if (source !== 1 || audio.length !== length) return tencentRefusal('bad_request', {});
  if (action === 'CreateRecTask') {
    tasks += 1;
    return tencentAnswer({ Data: { TaskId: FIRST_TASK + tasks } });
  }
  if (audio.equals(LONG_AUDIO))
    return tencentAnswer({
      Error: { Code: 'InvalidParameterValue.ErrorVoicedataTooLong', Message: '音频时长超过限制。' },
    });
  return tencentAnswer({ Result: '腾讯云语音识别欢迎您。', AudioDuration: 2380, WordSize: 0, WordList: null });
}

function status(TaskId: number): FakeAnswer {
  if (TaskId <= FIRST_TASK || TaskId > FIRST_TASK + tasks)
    return tencentAnswer({ Error: { Code: 'FailedOperation.NoSuchTask', Message: '错误的TaskId。' } });
  const isDone = asked.has(TaskId);
  asked.add(TaskId);
  const done = {
    Status: 2,
    StatusStr: 'success',
    Result: '[0:0.020,0:2.380]  腾讯云语音识别欢迎您。\n[0:2.400,1:4.100]  再见。\n',
    AudioDuration: 64.1,
  };
  const waiting = { Status: 0, StatusStr: 'waiting', Result: '', AudioDuration: 0 };
  return tencentAnswer({ Data: { TaskId, ErrorMsg: '', ResultDetail: null, ...(isDone ? done : waiting) } });
}
