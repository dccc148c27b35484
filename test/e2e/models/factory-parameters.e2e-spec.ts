import { RetCode } from '../../../src/kernel/ret-code.js';
import { aUser, type Actor } from '../../support/actors.js';
import { expectFailure } from '../../support/expect-envelope.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { ALLOW_LOOPBACK, modelsApi } from './provider-world.js';

interface FactoryRecord {
  name: string;
  model_types: string[];
  available: boolean;
  unavailable_reason: string | null;
}

/** Factories whose credential is one `api_key`. */
const PLAIN = [
  ...['OpenAI', 'xAI', 'TokenPony', 'Tongyi-Qianwen', 'ZHIPU-AI', 'ModelScope', 'OpenAI-API-Compatible', 'VLLM'],
  ...['Moonshot', 'DeepSeek', 'BaiChuan', 'Jina', 'MiniMax', 'Mistral', 'Gemini', 'Groq', 'StepFun', 'NVIDIA'],
  ...['Cohere', 'TogetherAI', 'Upstage', 'NovitaAI', 'SILICONFLOW', 'PPIO', 'Replicate', 'Anthropic', 'Voyage AI'],
  ...['GiteeAI', 'DeepInfra', '302.AI', 'CometAPI', 'LongCat', 'DeerAPI', 'Jiekou.AI'],
];

/** Factories that want no key, or leave it to the user's own server. */
const SELF_DEPLOYED = ['Ollama', 'LocalAI', 'Xinference', 'LM-Studio', 'GPUStack'];
const WITHOUT_KEY = [...SELF_DEPLOYED, 'FastEmbed', 'HuggingFace'];

/** Factories with fields of their own: what RAGFlow calls them all, and what it adds for an individual model. */
const SPECIAL: Record<string, { credential: Record<string, string>; all: string; single: string }> = {
  VolcEngine: {
    credential: { ark_api_key: 'ak', endpoint_id: 'ep-1' },
    all: 'ark_api_key and endpoint_id are required for VolcEngine',
    single: ' individual model addition',
  },
  'Tencent Hunyuan': {
    credential: { hunyuan_sid: 'sid', hunyuan_sk: 'sk' },
    all: 'hunyuan_sid and hunyuan_sk are required for Tencent Hunyuan',
    single: '',
  },
  'Tencent Cloud': {
    credential: { tencent_cloud_sid: 'sid', tencent_cloud_sk: 'sk' },
    all: 'tencent_cloud_sid and tencent_cloud_sk are required for Tencent Cloud',
    single: '',
  },
  Bedrock: {
    credential: { bedrock_ak: 'ak', bedrock_sk: 'sk', bedrock_region: 'us-east-1' },
    all: 'bedrock_ak, bedrock_sk, and bedrock_region are required for Bedrock',
    single: ' individual model addition',
  },
  BaiduYiyan: {
    credential: { yiyan_ak: 'ak', yiyan_sk: 'sk' },
    all: 'yiyan_ak and yiyan_sk are required for BaiduYiyan',
    single: ' individual model addition',
  },
  'Fish Audio': {
    credential: { fish_audio_ak: 'ak', fish_audio_refid: 'voice' },
    all: 'fish_audio_ak and fish_audio_refid are required for Fish Audio',
    single: ' individual model addition',
  },
  'Google Cloud': {
    credential: { google_project_id: 'p', google_region: 'us-central1', google_service_account_key: 'e30=' },
    all: 'google_project_id, google_region, and google_service_account_key are required for Google Cloud',
    single: ' individual model addition',
  },
  'Azure-OpenAI': {
    credential: { api_key: 'k', api_version: '2024-10-21' },
    all: 'api_key and api_version are required for Azure-OpenAI',
    single: ' individual model addition',
  },
  OpenRouter: {
    credential: { api_key: 'k', provider_order: 'a,b' },
    all: 'api_key and provider_order are required for OpenRouter',
    single: ' individual model addition',
  },
};

const SPARK = 'XunFei Spark';
const SPARK_CREDENTIAL = {
  spark_api_password: 'p',
  spark_app_id: 'id',
  spark_api_secret: 's',
  spark_api_key: 'k',
};

const NAMES = [...PLAIN, ...WITHOUT_KEY, ...Object.keys(SPECIAL), SPARK, 'Builtin'];

const WITHOUT_CATALOG = [
  ...['ModelScope', 'OpenAI-API-Compatible', 'VLLM', 'VolcEngine', 'Bedrock', 'OpenRouter', 'TogetherAI'],
  ...['Replicate', SPARK, 'BaiduYiyan', 'Fish Audio', 'Google Cloud', 'HuggingFace'],
];

/** Every way to leave a field open; absent is one of them. */
const GAPS: object[] = [{}, { value: null }, { value: '' }, { value: ' \t' }];
const gapsOf = (field: string) =>
  GAPS.map((gap) => Object.fromEntries(Object.values(gap).map((value) => [field, value as unknown])));

const without = (credential: Record<string, string>, field: string) => {
  const { [field]: _open, ...rest } = credential;
  return rest;
};

/** All that a factory could ask for, `api_key` included. */
const completeFor = (name: string) => ({
  api_key: 'k-0123456789',
  ...(name === SPARK ? SPARK_CREDENTIAL : SPECIAL[name]?.credential),
});

const MODEL = { llm_name: 'm', model_type: 'chat' };

let testApp: TestApp;
let owner: Actor;
let api: ReturnType<typeof modelsApi>;
let records: FactoryRecord[];

beforeAll(async () => {
  testApp = await startTestApp({ environment: ALLOW_LOOPBACK });
  owner = await aUser(testApp);
  api = modelsApi(testApp, owner);
  const response = await testApp.http.get('/api/v1/factories').set(owner.headers);
  records = response.body.data as FactoryRecord[];
});

afterAll(() => testApp.close());

async function expectRefusals(bodies: object[], message: string): Promise<void> {
  for (const body of bodies) expectFailure(await api.add(body), 400, RetCode.ARGUMENT_ERROR, message);
}

describe('POST /api/v1/models, the parameters of each factory', () => {
  it('knows those of all 52', () => {
    expect([...NAMES].sort()).toEqual(records.map(({ name }) => name).sort());
    expect(NAMES).toHaveLength(52);
  });

  describe.each(PLAIN)('%s', (llm_factory) => {
    it('needs api_key for the whole factory', async () => {
      await expectRefusals(
        [{}, { api_key: null }, { api_key: '' }].map((gap) => ({ llm_factory, ...gap })),
        'api_key or appropriate authentication fields are required for factory-level addition',
      );
      await expectRefusals([{ llm_factory, api_key: ' \t' }], 'api_key is required for factory-level addition');
    });

    it('needs api_key for an individual model', async () => {
      await expectRefusals(
        gapsOf('api_key').map((gap) => ({ llm_factory, ...MODEL, ...gap })),
        'api_key is required for individual model addition',
      );
    });

    it('takes no fields of another factory for its key', async () => {
      await expectRefusals(
        [{ llm_factory, ...MODEL, ark_api_key: 'ak', endpoint_id: 'ep' }],
        'api_key is required for individual model addition',
      );
    });
  });

  describe.each(Object.entries(SPECIAL))('%s', (llm_factory, { credential, all, single }) => {
    const fields = Object.keys(credential);

    it.each(fields)('needs %s for the whole factory', async (field) => {
      const given = without(credential, field);
      await expectRefusals(
        gapsOf(field).map((gap) => ({ llm_factory, ...given, ...gap })),
        all,
      );
    });

    it.each(fields)('needs %s for an individual model', async (field) => {
      const given = without(credential, field);
      await expectRefusals(
        gapsOf(field).map((gap) => ({ llm_factory, ...MODEL, ...given, ...gap })),
        `${all}${single}`,
      );
    });

    it.each(fields)('needs %s inside api_key, as an object and as JSON', async (field) => {
      const given = without(credential, field);
      const body = { llm_factory, ...MODEL };
      await expectRefusals(
        [
          { ...body, api_key: given },
          { ...body, api_key: JSON.stringify(given) },
        ],
        `${all}${single}`,
      );
    });
  });

  describe('XunFei Spark', () => {
    it('needs api_key for the whole factory', async () => {
      await expectRefusals(
        gapsOf('api_key').map((gap) => ({ llm_factory: SPARK, ...gap })),
        'api_key is required for XunFei Spark factory-level addition',
      );
    });

    it('needs spark_api_password for chat', async () => {
      await expectRefusals(
        gapsOf('spark_api_password').map((gap) => ({ llm_factory: SPARK, api_key: 'k', ...MODEL, ...gap })),
        'spark_api_password is required for XunFei Spark chat models',
      );
    });

    it.each(['spark_app_id', 'spark_api_secret', 'spark_api_key'])('needs %s for TTS', async (field) => {
      const given = { llm_factory: SPARK, llm_name: 'x', model_type: 'tts', ...without(SPARK_CREDENTIAL, field) };
      await expectRefusals(
        gapsOf(field).map((gap) => ({ ...given, ...gap })),
        'spark_app_id, spark_api_secret, and spark_api_key are required for XunFei Spark TTS models',
      );
    });
  });

  it.each(SELF_DEPLOYED)('demands an address of %s, in words that depend on the key', async (llm_factory) => {
    await expectRefusals(
      [{ llm_factory }, { llm_factory, ...MODEL, base_url: ' ', api_base: '' }, { llm_factory, api_key: ' ' }],
      'api_base is required for local/self-hosted models when api_key is not provided',
    );
    await expectRefusals(
      [
        { llm_factory, api_key: 'k' },
        { llm_factory, api_key: 'k', ...MODEL },
      ],
      `base_url is required for ${llm_factory}`,
    );
  });

  it.each(['ModelScope', 'OpenAI-API-Compatible', 'VLLM', 'Azure-OpenAI', 'HuggingFace'])(
    'demands base_url of %s',
    async (llm_factory) => {
      const body = { llm_factory, ...completeFor(llm_factory) };
      await expectRefusals([body, { ...body, ...MODEL, base_url: '' }], `base_url is required for ${llm_factory}`);
    },
  );

  it.each(WITHOUT_CATALOG)('wants to be told a model of %s, which has none of its own', async (llm_factory) => {
    await expectRefusals(
      [{ llm_factory, base_url: 'http://127.0.0.1:9/v1', ...completeFor(llm_factory) }],
      `llm_name and model_type are required for ${llm_factory}`,
    );
  });

  it.each([
    ['Bedrock', { bedrock_region: 'us east' }, 'Invalid bedrock_region: us east'],
    ['Bedrock', { auth_mode: 'iam_role' }, 'Invalid auth_mode: iam_role'],
    ['Bedrock', { auth_mode: 'assume_role', aws_role_arn: 'arn:aws:iam::1:role/x' }, 'Invalid auth_mode: assume_role'],
    ['Azure-OpenAI', { api_version: '2024&x=1' }, 'Invalid api_version: 2024&x=1'],
    ['Google Cloud', { google_project_id: '../p' }, 'Invalid google_project_id: ../p'],
    ['Google Cloud', { google_region: 'evil.example/' }, 'Invalid google_region: evil.example/'],
  ])('refuses %s with %j', async (llm_factory, fields, message) => {
    await expectRefusals([{ llm_factory, ...MODEL, ...completeFor(llm_factory), ...fields }], message);
  });

  it('does not look at the model that is named for Tencent Hunyuan', async () => {
    await expectRefusals(
      [
        { llm_factory: 'Tencent Hunyuan', llm_name: '', model_type: 'ocr' },
        { llm_factory: 'Tencent Hunyuan', model_type: 'chat' },
      ],
      'hunyuan_sid and hunyuan_sk are required for Tencent Hunyuan',
    );
  });

  describe('when nothing is missing', () => {
    const bodyFor = ({ name, model_types }: FactoryRecord, base_url: string) => ({
      llm_factory: name,
      base_url,
      ...completeFor(name),
      llm_name: 'm',
      model_type: model_types[0],
    });

    it('says of every other one why it cannot be called', async () => {
      for (const record of records.filter(({ name, available }) => !available && name !== 'Builtin')) {
        const response = await api.add(bodyFor(record, 'http://127.0.0.1:9/v1'));
        expectFailure(response, 400, RetCode.DATA_ERROR, record.unavailable_reason!);
      }
    });
  });
});
