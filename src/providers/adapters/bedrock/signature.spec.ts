import { jest } from '@jest/globals';
import { AwsV4Signer } from 'aws4fetch';
import { expectedSignature, readSignature } from '../../../../test/support/fake-provider/aws-signature.js';
import { catalogFactory } from '../../../../test/support/fake-provider/fake-target.js';
import type { ProviderHttp, ProviderRequest } from '../../transport/provider-http.js';
import { bedrockAdapter } from './bedrock.adapter.js';

/** The public example key of AWS's documentation and of its test suite. */
const ACCESS_KEY = 'AKIDEXAMPLE';
const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

/**
 * From the "AWS Signature Version 4 Test Suite" (Amazon, Apache-2.0), as botocore 1.44.8 carries it in
 * tests/unit/auth/aws4_testsuite: the parts of the `.req` files and the signatures of the `.authz` files.
 */
const SUITE: readonly {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  query: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  signature: string;
}[] = [
  {
    name: 'get-vanilla',
    method: 'GET',
    path: '/',
    query: '',
    headers: {},
    body: '',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'get-vanilla-query-order-key-case',
    method: 'GET',
    path: '/',
    query: 'Param2=value2&Param1=value1',
    headers: {},
    body: '',
    signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  },
  {
    name: 'get-unreserved',
    method: 'GET',
    path: '/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
    query: '',
    headers: {},
    body: '',
    signature: '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
  },
  {
    name: 'get-utf8',
    method: 'GET',
    path: '/ሴ',
    query: '',
    headers: {},
    body: '',
    signature: '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
  },
  {
    name: 'get-header-value-trim',
    method: 'GET',
    path: '/',
    query: '',
    headers: { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
    body: '',
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
  {
    name: 'post-vanilla-query',
    method: 'POST',
    path: '/',
    query: 'Param1=value1',
    headers: {},
    body: '',
    signature: '28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11',
  },
  {
    name: 'post-x-www-form-urlencoded',
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Param1=value1',
    signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  },
];

describe("AWS's own test suite", () => {
  it.each(SUITE)('the signer that is used agrees with $name', async (vector) => {
    const signer = new AwsV4Signer({
      method: vector.method,
      url: `https://example.amazonaws.com${vector.path}${vector.query === '' ? '' : `?${vector.query}`}`,
      headers: vector.headers,
      body: vector.body,
      accessKeyId: ACCESS_KEY,
      secretAccessKey: SECRET_KEY,
      region: 'us-east-1',
      service: 'service',
      datetime: '20150830T123600Z',
      // The suite signs every header and encodes a path once; Bedrock's is encoded twice, as below.
      allHeaders: true,
      singleEncode: true,
    });

    await expect(signer.signature()).resolves.toBe(vector.signature);
  });

  it.each(SUITE)('the fake agrees with $name', (vector) => {
    const headers = { ...vector.headers, host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z' };
    const claimed = {
      accessKeyId: ACCESS_KEY,
      date: '20150830',
      region: 'us-east-1',
      service: 'service',
      signedHeaders: Object.keys(headers).sort(),
      signature: '',
    };
    const query = new URLSearchParams(vector.query);
    const request = { ...vector, query, headers, rawBody: Buffer.from(vector.body) };

    expect(expectedSignature(request, claimed, SECRET_KEY)).toBe(vector.signature);
  });
});

/**
 * What botocore 1.44.8 computes for the very bytes that the adapter sends. The recipe: with
 * `botocore.auth.get_current_datetime` returning 2026-01-02 03:04:05 UTC,
 *
 *     r = AWSRequest(method='POST', url=URL, data=BODY)
 *     SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY), 'bedrock', 'eu-central-1').add_auth(r)
 *     r.headers['Authorization']
 */
const BOTOCORE = {
  converse: '10cbb2b97d17fd46eeafa4cd2c5bc2881abeb048eb437fef7765993de136ad26',
  foundationModels: 'a7586003f97ba7a1ec3be2d729e8e7223403e977c1667815661aa91a3b6b21b7',
  inferenceProfiles: '94a8312f10b11176d460ece6113317fb401cb120a82ea8b6a29949163c53c4e4',
  /** Of `client.converse(…)` itself, as its event `before-send` saw it; its client signs the content type too. */
  ofItsOwnClient: '4c083f410dd328ecd20e1704c64b554f8c8c801a3df862fb0371e4db01e436c1',
};

describe('botocore', () => {
  const target = {
    factory: catalogFactory('Bedrock'),
    baseUrl: '',
    credential: { bedrock_ak: ACCESS_KEY, bedrock_sk: SECRET_KEY, bedrock_region: 'eu-central-1' },
  };
  const options = { signal: new AbortController().signal };
  const authorization = (signature: string): string =>
    `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/20260102/eu-central-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`;

  beforeEach(() => {
    jest.spyOn(Date.prototype, 'toISOString').mockReturnValue('2026-01-02T03:04:05.000Z');
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('signs a chat as the adapter does', async () => {
    const sent: { url: string; init: RequestInit }[] = [];
    const fetch: typeof globalThis.fetch = (url, init = {}) => {
      sent.push({ url: url as string, init });
      const message = { role: 'assistant', content: [{ text: 'Hello!' }] };
      const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
      return Promise.resolve(Response.json({ output: { message }, stopReason: 'end_turn', usage }));
    };
    await bedrockAdapter({} as ProviderHttp, fetch).chat!(
      target,
      {
        model: 'anthropic.claude-haiku-4-5-20251001-v1:0',
        messages: [{ role: 'user', content: 'Hi' }],
        maxTokens: 50,
      },
      options,
    );

    expect(sent).toMatchObject([
      {
        url: 'https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/converse',
        init: {
          body: '{"system":[],"messages":[{"role":"user","content":[{"text":"Hi"}]}],"additionalModelResponseFieldPaths":["/delta/stop_sequence"],"inferenceConfig":{"maxTokens":50}}',
          headers: { 'x-amz-date': '20260102T030405Z', authorization: authorization(BOTOCORE.converse) },
        },
      },
    ]);
  });

  it('signs the lists as the adapter does', async () => {
    const sent: ProviderRequest[] = [];
    const http: Pick<ProviderHttp, 'sendJson'> = {
      sendJson: (_target, request) => {
        sent.push(request);
        return Promise.resolve({ modelSummaries: [], inferenceProfileSummaries: [] });
      },
    };
    await bedrockAdapter(http as ProviderHttp, fetch).listModels!(target, options);

    expect(sent.map(({ url, headers }) => [url, headers])).toEqual([
      [
        'https://bedrock.eu-central-1.amazonaws.com/foundation-models',
        { 'x-amz-date': '20260102T030405Z', authorization: authorization(BOTOCORE.foundationModels) },
      ],
      [
        'https://bedrock.eu-central-1.amazonaws.com/inference-profiles?maxResults=1000',
        { 'x-amz-date': '20260102T030405Z', authorization: authorization(BOTOCORE.inferenceProfiles) },
      ],
    ]);
  });

  it('is believed by the fake', () => {
    const request = {
      method: 'POST',
      path: '/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/converse',
      query: new URLSearchParams(),
      headers: {
        host: 'bedrock-runtime.eu-central-1.amazonaws.com',
        'content-type': 'application/json',
        'x-amz-date': '20260102T030405Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/20260102/eu-central-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=${BOTOCORE.ofItsOwnClient}`,
      },
      rawBody: Buffer.from('{"messages": [{"role": "user", "content": [{"text": "Hi"}]}]}'),
    };
    const claimed = readSignature(request)!;

    expect(expectedSignature(request, claimed, SECRET_KEY)).toBe(claimed.signature);
  });
});
