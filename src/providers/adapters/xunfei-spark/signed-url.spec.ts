import { signedUrl } from './signed-url.js';

describe('signedUrl', () => {
  it('signs as the vendor does', () => {
    const { url, signature } = signedUrl(
      'wss://tts-api.xfyun.cn/v2/tts',
      'addd2272b6d8b7c8abdd79531420ca3b',
      'MjlmNzkzNmZkMDQ2OTc0ZDdmNGE2ZTZi',
      1_700_000_000_000,
    );

    // From spark_ai_python: sparkai.xf_util.build_auth_request_url(endpoint, api_key=…, api_secret=…) with its
    // `datetime.now` fixed at 1700000000, in the time zone UTC.
    expect(new URL(url).searchParams.get('authorization')).toBe(
      'YXBpX2tleT0iYWRkZDIyNzJiNmQ4YjdjOGFiZGQ3OTUzMTQyMGNhM2IiLCBhbGdvcml0aG09ImhtYWMtc2hhMjU2IiwgaGVhZGVycz0iaG9zdCBkYXRlIHJlcXVlc3QtbGluZSIsIHNpZ25hdHVyZT0iemVWSk9vbnZ5L3FtbUx3Z1ovanIyUy9mQ045ZVlBVEJIeFN1R2VKZWwyST0i',
    );
    expect(new URL(url).searchParams.get('date')).toBe('Tue, 14 Nov 2023 22:13:20 GMT');
    expect(new URL(url).searchParams.get('host')).toBe('tts-api.xfyun.cn');
    expect(signature).toBe('zeVJOonvy/qmmLwgZ/jr2S/fCN9eYATBHxSuGeJel2I=');
  });
});
