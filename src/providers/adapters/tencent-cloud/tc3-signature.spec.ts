import { tc3Signed } from './tc3-signature.js';

describe('tc3Signed', () => {
  it('signs as the vendor does', () => {
    const request = {
      service: 'hunyuan',
      host: 'hunyuan.tencentcloudapi.com',
      path: '/',
      contentType: 'application/json',
      body: Buffer.from('{"Model":"hunyuan-lite","Messages":[{"Role":"user","Content":"你好"}]}'),
      timestamp: 1_700_000_000,
    };

    // From tencentcloud-sdk-python-common: AbstractClient(…)._get_tc3_signature({}, request, '2023-11-14', 'hunyuan', key)
    // with a request object of method POST, uri '/', this body as `data`, and the headers Content-Type, Host, X-TC-Timestamp.
    const signature = '4bf9f0f48af917cd203cd3f34d18a89ab8bdbaed3732c932c41a1e4c2045e671';

    expect(tc3Signed(request, 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE', 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE')).toEqual({
      authorization: `TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2023-11-14/hunyuan/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
      signature,
    });
  });
});
